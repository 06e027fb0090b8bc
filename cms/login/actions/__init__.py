"""What can be done to someone's log-in."""
