"""Seeded runs: what a way of asking needs against preferences drawn at random."""
