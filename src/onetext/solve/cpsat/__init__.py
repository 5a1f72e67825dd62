"""Exact answers where a space is too large to enumerate: integer programs over one literal per option."""

from onetext.solve.cpsat.rules import best as best
