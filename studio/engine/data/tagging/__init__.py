"""Entities as tags and as offsets: read, checked, converted."""
