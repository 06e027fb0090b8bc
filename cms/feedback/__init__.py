"""Was this page useful? What readers say about a page, and what editors learn from it."""
