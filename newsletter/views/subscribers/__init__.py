"""Screens of the managers: subscribers and segments."""
