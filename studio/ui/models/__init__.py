"""Qt item models over the library and over tables on disk."""
