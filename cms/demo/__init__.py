"""The demo site: content, people, entities and pictures that show what Barza can do."""
