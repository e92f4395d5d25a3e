"""What is owed and paid, and to whom."""
