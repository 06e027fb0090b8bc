"""What the desk does: check a page's text, ask the addresses it links to."""
