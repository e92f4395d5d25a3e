"""Verbs of the ground floor."""
