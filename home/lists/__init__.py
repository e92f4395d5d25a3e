"""Reads the lists that offices keep (XLSX, CSV): where the head is, what stands in a cell, what was repaired. No Django."""
