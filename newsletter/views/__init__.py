"""Doors of readers: how they sign up, and what they do with a subscription of their own."""
