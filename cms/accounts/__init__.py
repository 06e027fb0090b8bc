"""How accounts are kept in the admin: with an entity for contributors, and no way upwards."""
