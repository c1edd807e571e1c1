"""What is kept of a run while it trains: checkpoints on disk, and what one holds."""
