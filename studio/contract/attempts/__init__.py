"""One attempt of a run: who holds it, what it logs, how it starts and how it ended."""
