"""Sealed content as a type: it cannot be shown, compared, hashed, copied or stored by accident.

Law: there is one way in which content is read, `open_sealed`, and each reading is noted with its reason before it happens.

A sealed value holds the commitment that stands in the record and either the clear bytes (fresh, where a move is being decided) or
the ciphertext that is kept. Every other way out is refused with a TypeError that says so: a slip must fail loudly, in the test that
first runs the line. It is no wall against somebody who wants to get at the bytes from inside the same program.

What is sealed, and what stands for it in the record, is made by `record.commitments`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Generic, NoReturn, TypeVar, cast, final

from onetext.errors import Damaged, UsageError
from onetext.model.canonical import Plain
from onetext.process.record import commitments

T = TypeVar("T")
COMMITMENT = re.compile(r"[0-9a-f]{64}")
SHOWN = "<sealed>"


def _refused(what: str) -> Callable[..., NoReturn]:
    """A method that refuses one way out."""

    def refuse(self: object, *args: object, **named: object) -> NoReturn:
        raise TypeError(f"sealed content is not {what}; open it by open_sealed, which notes who reads it and why")

    return refuse


@final
class Sealed(Generic[T]):
    """Content of type `T` that only `open_sealed` reads; made by `fresh` or `kept`."""

    __slots__ = ("_content", "clear", "commitment")
    commitment: str
    """64 hexadecimal digits, as in the record. It names the content and tells nothing of it, since the salt is inside."""
    clear: bool
    """Whether the content is not encrypted yet."""
    _content: Callable[[], bytes]

    def __init__(self, commitment: str, content: bytes, clear: bool) -> None:
        if not COMMITMENT.fullmatch(commitment):
            raise UsageError("a commitment has 64 hexadecimal digits")
        # A function, not bytes: what walks over attributes and prints them, as debuggers do, finds nothing to print.
        for name, value in (("commitment", commitment), ("clear", clear), ("_content", lambda: content)):
            object.__setattr__(self, name, value)

    def __repr__(self) -> str:
        return SHOWN

    __str__ = _refused("shown as text")
    __format__ = _refused("put into a text")
    __eq__ = _refused("compared; compare the commitments")
    __hash__ = _refused("hashed; its commitment can be")
    __bool__ = _refused("yes or no")
    __reduce__ = _refused("pickled or copied")
    __reduce_ex__ = _refused("pickled or copied")
    __getstate__ = _refused("pickled or copied")
    __setattr__ = _refused("changed")
    __delattr__ = _refused("changed")


def fresh(plaintext: bytes) -> Sealed[T]:
    """Content that is not encrypted yet, where a move is being decided."""
    return Sealed(commitments.commitment(plaintext), plaintext, clear=True)


def kept(commitment: str, ciphertext: bytes) -> Sealed[T]:
    """Content as the store keeps it."""
    return Sealed(commitment, ciphertext, clear=False)


def ciphertext_of(sealed: Sealed[T], seal: Callable[[bytes], bytes]) -> bytes:
    """What the store keeps: the ciphertext as it is, or the clear content once `seal` has encrypted it."""
    return seal(sealed._content()) if sealed.clear else sealed._content()


def open_sealed(
    sealed: Sealed[T],
    context: Mapping[str, Plain],
    key: Callable[[bytes], bytes],
    reason: str,
    note: Callable[[str, str], None],
) -> T:
    """The value that was sealed for this context; `note(commitment, reason)`, the log of readings, is called before it is opened.

    What `note` and `key` raise passes through, and nothing is read where `note` raises. UsageError without a reason. Damaged where
    the content is not what the commitment names, or was sealed for another context. That the value is a `T` is taken on trust.
    """
    if not reason.strip():
        raise UsageError("sealed content is opened for a reason, which is noted; say which")
    note(sealed.commitment, reason)
    plaintext = sealed._content() if sealed.clear else key(sealed._content())
    try:
        return cast(T, commitments.opened(plaintext, sealed.commitment, context))
    except commitments.OpeningError as wrong:
        # Not from it: an error of the reader of JSON would carry the content along.
        raise Damaged(SAYS[wrong.kind].format(sealed.commitment)) from None


SAYS = {
    "commitment": "what was opened is not what the record names by {}",
    "form": "what {} names has not the form of sealed content",
    "context": "what {} names was sealed for another place in the record",
}
"""Why sealed content is not opened, by the kind of what is wrong with it."""
