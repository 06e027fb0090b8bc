"""What must not show, looked for behind every door; and who may open which."""
