"""What a trained model gives: figures, mix-ups, answers, labelled files, and the list of all runs."""
