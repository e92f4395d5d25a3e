"""How a file from outside becomes a file of the house: named, weighed, opened in a sandbox, cleaned."""
