"""What may be uploaded: size, content and pixels, asked in one tolerant step."""
