"""Foreign media, from an allow-list and through one guarded fetch."""
