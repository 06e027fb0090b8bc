"""Search for readers, and the one way in which the house indexes and asks (X5)."""
