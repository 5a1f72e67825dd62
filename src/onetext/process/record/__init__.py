"""The record: entries that nobody can bend afterwards without its being found, and the proofs that let a party check so."""
