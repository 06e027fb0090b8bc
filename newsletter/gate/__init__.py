"""What is asked of an issue before anyone approves it (N5): one file a question."""
