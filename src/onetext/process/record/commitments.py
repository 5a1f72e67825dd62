"""Sealed payloads: the text that is encrypted, and the commitment that stands for it in the entries.

A salt of 32 bytes stands in the text, for without it a "yes" could be guessed from its hash; blanks bring the text to full
256 bytes, so that its length says little; and the context says which answer to which question this is, since a ciphertext alone
could be handed in again in another place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from onetext.errors import OnetextError
from onetext.model.canonical import Plain
from onetext.process.record import strict

TAG = b"onetext/sealed/1\n"
BLOCK = 256
SALT = 32
Context = Mapping[str, Plain]


class OpeningError(OnetextError):
    """A sealed payload is not the one expected; `kind` is `commitment`, `form` or `context`."""

    def __init__(self, kind: str, message: str) -> None:
        self.kind = kind
        super().__init__(message)


def plaintext(context: Context, salt: bytes, value: Plain) -> bytes:
    """The padded text that is to be encrypted. `salt` are 32 bytes of chance, never used before."""
    if len(salt) != SALT:
        raise ValueError(f"a salt has {SALT} bytes, not {len(salt)}")
    text = strict.written({"context": dict(context), "salt": salt.hex(), "value": value})
    return text + b" " * (-len(text) % BLOCK)


def commitment(text: bytes) -> str:
    """What stands in the entries for a padded text, 64 hexadecimal digits."""
    return hashlib.sha256(TAG + text).hexdigest()


def opened(text: bytes, committed: str, context: Context) -> Plain:
    """The value in a padded text that was committed to and is of this context. OpeningError says what is not so."""
    if commitment(text) != committed:
        raise OpeningError("commitment", f"the text is not the one that was committed to by {committed}")
    found, value = parts(text)
    if strict.written(found) != strict.written(dict(context)):  # as bytes: Python holds 1 and True to be the same
        raise OpeningError("context", f"the text was sealed for {_shown(found)}, not for {_shown(dict(context))}")
    return value


def parts(text: bytes) -> tuple[dict[str, Plain], Plain]:
    """The context and the value of a padded text. OpeningError where it is not in the form that `plaintext` gives."""
    body = text.rstrip(b" ")
    if len(text) % BLOCK or len(text) - len(body) >= BLOCK:
        raise OpeningError("form", f"the text is not filled with blanks to the next multiple of {BLOCK} bytes")
    try:
        data = strict.read(body)
    except strict.NotStrict as wrong:
        raise OpeningError("form", f"the text {wrong}") from wrong
    match data:
        case {"context": dict(context), "salt": str(salt), "value": value, **more} if not more and strict.HASH.fullmatch(salt):
            return context, value
    raise OpeningError("form", "the text does not hold a context, a salt of 64 hexadecimal digits and a value, and these alone")


def _shown(context: dict[str, Plain]) -> str:
    return strict.written(context).decode()
