"""One thin module per command: parse, ask the registry, render."""
