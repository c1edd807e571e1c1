"""What stands around every page: the rail at the left, advice at the right."""
