"""Work in the background: tasks, the worker, and what is done by the clock."""
