"""Verbs of this floor."""
