"""From documents to proposed statements: who said what, through whom. Nothing counts until a named person confirms it."""
