"""Texts by the million: read, looked at and compared as columns, never row by row where that can be helped."""
