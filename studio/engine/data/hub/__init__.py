"""Data sets of the hub: which of their files hold the data, and how these are fetched."""
