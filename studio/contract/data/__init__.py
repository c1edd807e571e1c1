"""The language of the data desk: what was found in the data, what was done to it, and how its parts are named."""
