"""Whether a secret stands in some bytes, in any of the writings in which software puts a text or a number down."""

from __future__ import annotations

import base64
import gzip
import html
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from urllib.parse import quote

DIGITS = 9
"""Digits of a decimal by which a number is known; fewer stand somewhere by chance."""
COMPRESSED = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")


def writings(secret: str) -> set[bytes]:
    """The ways in which a text is written down."""
    plain = secret.encode()
    found = {
        plain,
        plain.upper(),
        plain.hex().encode(),
        plain.hex().upper().encode(),
        html.escape(secret).encode(),
        quote(secret, safe="").encode(),
    }
    found |= {json.dumps(secret)[1:-1].encode(), secret.encode("utf-16-le"), secret.encode("utf-16-be")}
    found |= {b"".join(b"%%%02X" % one for one in plain), b"".join(b"\\u%04x" % ord(one) for one in secret)}
    for shift in range(3):
        # What stands before shifts the digits of base64; the first and last group are not only the secret's.
        found |= {coding(b"\0" * shift + plain)[4:-4] for coding in (base64.b64encode, base64.urlsafe_b64encode)}
    return found


def number(secret: Fraction) -> set[bytes]:
    """The ways in which a rational is written down."""
    found = writings(f"{secret.numerator}/{secret.denominator}") | writings(str(secret.numerator)) | writings(str(secret.denominator))
    tens = secret.numerator * 10**DIGITS // secret.denominator
    return found | writings(f"{tens // 10**DIGITS}.{tens % 10**DIGITS:0{DIGITS}}")


def hits(secrets: Iterable[set[bytes]], inside: bytes) -> list[bytes]:
    """The writings of secrets that stand in some bytes, or in what is compressed there."""
    every = [one for some in secrets for one in some]
    return [one for data in (inside, *_unpacked(inside)) for one in every if one in data]


def _unpacked(data: bytes) -> Iterator[bytes]:
    for match in COMPRESSED.finditer(data):
        part = zlib.decompressobj(wbits=47)
        try:
            yield part.decompress(data[match.start() :], 1 << 24)
        except zlib.error:
            continue


def below(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder, by name, with its bytes; its name is searched too."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        yield name, name.encode() + b"\n" + (path.read_bytes() if path.is_file() else b"")


def packed(text: bytes) -> bytes:
    """A text as a compressed file has it."""
    return gzip.compress(text)
