"""Faces of the ground floor."""
