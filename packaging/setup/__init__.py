"""The parts of bootstrap.py: standard library only, since nothing is installed yet."""
