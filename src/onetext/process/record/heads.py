"""Signed heads: what a stream is at one size, as a note that anybody can keep, print and read aloud.

The form is that of C2SP: a checkpoint (origin, size, root, a line each) in a signed note. The text that is signed says
for which session and stream it is, so that no head can be passed off as another's. What signs and what checks is handed in.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from onetext.errors import OnetextError
from onetext.process.record.strict import MOST

CASE = "*"
"""The stream of the case tree."""
Sign = Callable[[bytes], bytes]
Verify = Callable[[bytes, bytes, bytes], bool]
"""(public key, signature, text) -> whether the signature holds."""

SESSION = re.compile(r"[0-9a-f]{32}", re.ASCII)
STREAM = re.compile(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]{1,200}")
NOTE = re.compile(
    r"onetext/(?P<session>[0-9a-f]{32})/(?P<stream>[^\n]+)\n(?P<size>0|[1-9][0-9]{0,15})\n(?P<root>[A-Za-z0-9+/]{43}=)\n"
    r"\n— onetext/(?P<name>[0-9a-f]{32}) (?P<signature>[A-Za-z0-9+/]{91}=)\n",
    re.ASCII,
)
CONSONANTS, VOWELS = "bdfghjklmnprstvz", "aiou"


class NoteError(OnetextError):
    """A note is not a head that holds; `kind` is `note`, `stream` or `signature`."""

    def __init__(self, kind: str, message: str) -> None:
        self.kind = kind
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Head:
    """What a stream is at one size: the root over all its entries up to there."""

    session: str
    stream: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        if not SESSION.fullmatch(self.session):
            raise ValueError(f"a session is named by 32 hexadecimal digits, not {self.session!r}")
        if not STREAM.fullmatch(self.stream):
            raise ValueError(f"a stream is named by one line of at most 200 characters, not {self.stream!r}")
        if not 0 <= self.size <= MOST or len(self.root) != 32:
            raise ValueError(f"a head has a size from 0 to {MOST} and a root of 32 bytes, not {self.size} and {len(self.root)}")

    @property
    def text(self) -> bytes:
        """What is signed."""
        return f"onetext/{self.session}/{self.stream}\n{self.size}\n{base64.b64encode(self.root).decode()}\n".encode()

    @property
    def words(self) -> str:
        """Eight words that stand for the head: 128 bits, to be read aloud or printed in the minutes."""
        return words(hashlib.sha256(self.text).digest()[:16])


def words(data: bytes) -> str:
    """Bytes, an even number, as proquints (Wilkerson, arXiv:0901.4016): a word of five letters for each two."""
    pairs = (int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2))
    return "-".join(map(_word, pairs))


def _word(bits: int) -> str:
    vowel, consonant = VOWELS, CONSONANTS
    return consonant[bits >> 12] + vowel[bits >> 10 & 3] + consonant[bits >> 6 & 15] + vowel[bits >> 4 & 3] + consonant[bits & 15]


def key_words(key: bytes) -> str:
    """Eight words that stand for a public key."""
    return words(hashlib.sha256(key).digest()[:16])


def key_id(session: str, key: bytes) -> bytes:
    """The four bytes by which a note says whose signature it carries."""
    return hashlib.sha256(f"onetext/{session}\n".encode() + b"\x01" + key).digest()[:4]


def signed(head: Head, key: bytes, sign: Sign) -> str:
    """The signed note of a head: `key` is the public key, `sign` signs with the private one."""
    text = head.text
    signature = base64.b64encode(key_id(head.session, key) + sign(text)).decode()
    return f"{text.decode()}\n— onetext/{head.session} {signature}\n"


def parse(note: str) -> tuple[Head, bytes, bytes]:
    """The head, key id and signature in a note, none of them checked. NoteError where it is not in that form."""
    found = NOTE.fullmatch(note)
    if found is None or not STREAM.fullmatch(found["stream"]) or int(found["size"]) > MOST:
        raise NoteError("note", "is not a signed head: origin, size and root, an empty line, and one signature")
    if found["name"] != found["session"]:
        raise NoteError("note", "is signed in the name of another session than it is for")
    root, signature = _bytes(found["root"]), _bytes(found["signature"])
    return Head(found["session"], found["stream"], int(found["size"]), root), signature[:4], signature[4:]


def _bytes(text: str) -> bytes:
    """What a base64 text stands for, if it is the one text of it."""
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error as wrong:
        raise NoteError("note", f"holds no base64: {wrong}") from wrong
    if base64.b64encode(data).decode() != text:
        raise NoteError("note", "holds base64 with loose bits at its end")
    return data


def checked(note: str, key: bytes, verify: Verify) -> Head:
    """The head of a note whose signature by a key holds. NoteError where it does not."""
    head, identity, signature = parse(note)
    if identity != key_id(head.session, key):
        raise NoteError("signature", "is signed by another key")
    if not verify(key, signature, head.text):
        raise NoteError("signature", "has a signature that does not hold: the note was changed, or made without the key")
    return head
