"""How the desk writes numbers and days where Django's own way reads badly."""
