"""A plan document, as Word file or as text, turned into a draft plan with its doubts."""
