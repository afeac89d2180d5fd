"""The rules of the work, and nothing else: no files, no printing, no clock."""
