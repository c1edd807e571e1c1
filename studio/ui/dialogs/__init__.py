"""Windows over the window: one question or one explanation each."""
