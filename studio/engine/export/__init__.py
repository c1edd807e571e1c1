"""What leaves the studio: one file per format."""
