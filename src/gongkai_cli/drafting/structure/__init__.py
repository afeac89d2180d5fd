"""What the parts of a document are: its facts, headings, items, tables, units, and what goes together."""
