"""Padding-free reading: the layers of an encoder see the sub-tokens of all windows in one row, and no padding."""
