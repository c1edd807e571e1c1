"""What makes a step fast on this computer and changes no result: memory, dropout, attention, precision, compiling."""
