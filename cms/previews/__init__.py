"""Private links to one revision of a page, for those who do not log in."""
