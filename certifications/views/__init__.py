"""The faces of certification for applicants, judges and the public."""
