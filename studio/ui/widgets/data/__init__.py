"""Parts of the data page."""
