"""What leaves the office as a file: a report in the form that the file's name asks for."""
