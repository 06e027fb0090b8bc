"""Screens of the managers: how the month's issue is put together."""
