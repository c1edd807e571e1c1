"""The threads between the window and its child processes."""
