"""What a training takes of this computer, worked out before it begins."""
