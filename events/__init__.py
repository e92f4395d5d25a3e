"""What happens: the public calendar of the city's events, and its feeds."""
