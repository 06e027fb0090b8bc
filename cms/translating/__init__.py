"""A page and its translation: what is stale, what is missing, what goes together."""
