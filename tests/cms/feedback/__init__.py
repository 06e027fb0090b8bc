"""Page rating: what readers may send, what editors see, what is forgotten."""
