"""Models: where they come from, whether they may be trusted, how they are loaded."""
