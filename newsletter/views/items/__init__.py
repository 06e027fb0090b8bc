"""Doors of entities' contacts, and screens of the managers for what they send."""
