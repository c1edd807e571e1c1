"""From files to prepared Arrow files: opened, read in columns or records, changed by steps, split, kept."""
