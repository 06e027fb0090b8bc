"""The walls between entities: each contributor sees what is their entity's, by every door (B5)."""
