"""What a case is: frozen values, valid from birth, and their meaning by definition. No I/O, clock, float or array."""
