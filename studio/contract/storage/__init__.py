"""What the home keeps: the trash, what can be freed, and what goes to support."""
