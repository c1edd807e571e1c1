"""Training: from a recipe to a model, as a stream of events."""
