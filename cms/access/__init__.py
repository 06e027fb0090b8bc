"""Who may do and see what: roles, and the walls between entities."""
