"""Who comes in, and by which doors."""
