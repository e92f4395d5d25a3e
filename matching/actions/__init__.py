"""Verbs of this floor: taking in published figures."""
