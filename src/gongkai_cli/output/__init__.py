"""What people and programs read: terminal tables, plain text, CSV, JSON, findings."""
