"""Who did what: the trail, its export, and logs without personal data."""
