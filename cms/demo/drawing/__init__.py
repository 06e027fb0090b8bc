"""How the demo's illustrations are drawn: one module for each matter, Pillow only."""
