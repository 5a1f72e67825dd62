"""What differs from session to session in what is printed, although nothing else does: keys, chance and the clock."""

from __future__ import annotations

import re

SYLLABLES = r"[bdfghjklmnprstvz][aiou][bdfghjklmnprstvz][aiou][bdfghjklmnprstvz]"
VARYING = {
    "PASSPHRASE": rf"(?<![-\w]){SYLLABLES}(-{SYLLABLES}){{4}}(?![-\w])",
    "EIGHT-WORDS": rf"(?<![-\w]){SYLLABLES}(-{SYLLABLES}){{7}}(?![-\w])",
    "TWENTY WORDS": r"(?m)(?<=^  \d\. )[a-z]+( [a-z]+){19}$",
    "HEX": r"\b[0-9a-f]{32,128}\b",
    "BASE64": r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{43,}={0,2}",
    "WHEN": r"\b20\d\d-\d\d-\d\d( \d\d:\d\d|      )(?=  )",
    "DATABASE": r"(?<=Kept in ).+",
}
"""By what stands in its place where two outputs are compared."""


def steady(text: str) -> str:
    """A text without what differs from session to session."""
    for name, pattern in VARYING.items():
        text = re.sub(pattern, f"<{name}>", text)
    return text
