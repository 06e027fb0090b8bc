"""Invitations of the demonstration."""
