"""Screens of the managers: imports of lists."""
