"""What is done with a rating: given, explained, moderated, forgotten."""
