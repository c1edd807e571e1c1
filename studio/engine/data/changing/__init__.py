"""How examples are changed or taken away, for all kinds of steps."""
