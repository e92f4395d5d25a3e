"""The verbs of certification."""
