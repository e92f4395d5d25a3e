"""Verbs of this floor: organizations, memberships, standings, roles, people."""
