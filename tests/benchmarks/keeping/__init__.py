"""That nothing is lost: kills, full disks, damaged files, copies of the index."""
