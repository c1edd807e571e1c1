"""The window: Qt, the contract, and nothing of the engine."""
