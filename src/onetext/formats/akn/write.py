"""A text to Akoma Ntoso: alone, with what changed since another, or only the changes as an amendment."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from onetext.errors import UsageError
from onetext.formats.akn.amendment import write_amendment
from onetext.formats.akn.body import Document, plain, tracked, write_bill
from onetext.formats.akn.edition import Edition
from onetext.formats.akn.inline import NAMESPACE
from onetext.model.text.values import Text

INSTALL = "Akoma Ntoso needs the extra 'akn': pip install 'onetext[akn]'"


def write_akn(text: Text, edition: Edition, *, before: Text | None = None, since: Edition | None = None, amending: bool = False) -> bytes:
    """A text as Akoma Ntoso 3.0, in UTF-8.

    With `before`, the text as it was, what came is `ins` and what went `del`; with `amending` too, only the changes are
    written, as an `amendment`. `since` is the edition of `before`, by default the same.

    Raises UsageError where lxml is not installed.
    """
    if amending and before is None:
        raise UsageError("an amendment changes something: before=... is the text that it changes")
    etree = _library()
    if amending and before is not None:
        root = write_amendment(etree, text, before, edition, since or edition)
    else:
        root = write_bill(etree, plain(text) if before is None else tracked(text, before), edition)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))


def _library() -> Any:
    try:
        return import_module("lxml.etree")
    except ImportError:
        raise UsageError(INSTALL) from None


__all__: Sequence[str] = ["NAMESPACE", "Document", "write_akn"]
