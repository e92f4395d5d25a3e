"""Verbs of this floor: events and venues."""
