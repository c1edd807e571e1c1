"""What stands behind the draft: what can be taken back, the steps done to the data, and their health."""
