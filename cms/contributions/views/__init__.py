"""The doors of contributions: the editors' and the entities'."""
