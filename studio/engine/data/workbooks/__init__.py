"""Workbooks beside their cells: what they unpack to, where their tables begin, what is merged in them."""
