"""The procedure of a mediated negotiation: events, the table of moves, and who may see what. No clock, chance, file or float."""
