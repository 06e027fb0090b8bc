"""Mails of the house to those who work in it: each once, in the reader's language."""
