"""Screens of the managers: approval, schedule and progress of a mailing."""
