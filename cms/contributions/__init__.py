"""Entities are invited to contribute, and what they send is followed to its end (B5)."""
