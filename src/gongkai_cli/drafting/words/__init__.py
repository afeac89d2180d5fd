"""What words mean: who answers, until when, which number, which column; no document, no file."""
