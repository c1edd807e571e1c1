"""When two texts count as the same, or nearly: for checks, steps and splits alike."""
