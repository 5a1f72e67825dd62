"""The text as Akoma Ntoso 3.0, the XML of parliaments and of the United Nations: `write_akn`.

A text under negotiation is a `bill`; a draft against the one before is that bill with `ins` and `del`, or an `amendment`.
"""

from onetext.formats.akn.edition import Edition
from onetext.formats.akn.write import write_akn

__all__ = ["Edition", "write_akn"]
