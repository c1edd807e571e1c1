"""Evaluation: figures of predictions, what trivial predictors reach, and how to read them."""
