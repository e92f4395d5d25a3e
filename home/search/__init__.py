"""Search that finds Japanese."""
