"""The admin's first screen: what is due, the month, and the checks of a text."""
