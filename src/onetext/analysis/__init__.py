"""What follows from a case: agreement and what is in its way, trades, the window, what a verdict rests on."""
