"""Faces of this floor."""
