"""Who meets whom, and what came of it. So far: the figures that have been published about it."""
