"""Parts of the data page that say what is wrong with the data, and put it right."""
