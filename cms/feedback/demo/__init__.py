"""Ratings of the demonstration."""
