"""The holder's side of the catalog."""
