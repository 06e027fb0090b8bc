"""The pattern page: every component and block with its examples, for developers (`DEBUG` only)."""
