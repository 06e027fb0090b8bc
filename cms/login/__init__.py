"""Who comes in: password, second factor, sessions."""
