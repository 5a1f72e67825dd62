"""Words as data: names set apart from the sentence around them, and dates in words.

A sentence of the brief is a plain string. Every name that comes from a case (party, issue, option, proposal, speaker,
source) stands in it between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE, put there by `name()`. So a
right-to-left name never disturbs the sentence, and each rendering knows what is a name without guessing: HTML turns the
pair into <bdi>, the others may keep or drop it. Case files cannot hold these characters, so the pair is always ours.
A worth, gain or reservation value in a sentence stands between LEFT-TO-RIGHT ISOLATE and the same end, put there by
`amount()`: so that it reads left to right everywhere, and so that `without_worths` finds it.
"""

import re
from decimal import Decimal

FSI, LRI, PDI = "\u2068", "\u2066", "\u2069"
# Isolates, embeddings, overrides and marks of direction, and the control characters other than tab and newline.
UNSAFE = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
RUN = re.compile(f"([{FSI}{LRI}])([^{FSI}{LRI}{PDI}]*){PDI}")
KINDS = {FSI: "name", LRI: "amount"}
MONTHS = "January February March April May June July August September October November December"
DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def clean(text: str) -> str:
    """`text` without control characters and without characters that change direction."""
    return UNSAFE.sub("", text)


def name(text: str) -> str:
    """A name from the case, set apart so that a sentence can hold it whatever its script."""
    return f"{FSI}{clean(text)}{PDI}"


def amount(text: str) -> str:
    """A worth, gain or reservation value as shown, set apart inside a sentence."""
    return f"{LRI}{clean(text)}{PDI}"


def runs(text: str) -> tuple[tuple[str, str], ...]:
    """A sentence as (kind, characters) in order, kind `name`, `amount` or ""; a stray isolate is dropped."""
    found, at = [], 0
    for match in RUN.finditer(text):
        found += [("", clean(text[at : match.start()])), (KINDS[match[1]], clean(match[2]))]
        at = match.end()
    found.append(("", clean(text[at:])))
    return tuple(run for run in found if run[1])


def plain(text: str) -> str:
    """A sentence without the marks around its names."""
    return clean(text)


def listed(items: tuple[str, ...] | list[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`; empty for nothing."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def number(value: int) -> str:
    """Up to twelve in words, `no` for 0, above that in digits."""
    return COUNTS[value] if 0 <= value < len(COUNTS) else f"{value:,}"


def roughly(value: int) -> str:
    """A count too large to read digit by digit: `about 1.4 × 10¹⁶`; of any size."""
    digits, power = f"{Decimal(value):.1e}".split("e+")
    return f"about {digits} × 10{power.translate(RAISED)}"


def ordinal(value: int) -> str:
    """`first` to `third` in words, then `4th`, `11th`, `22nd`."""
    if 1 <= value <= 3:
        return ("first", "second", "third")[value - 1]
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def count(value: int, one: str, many: str = "") -> str:
    """`one package`, `three packages`, `173 packages`."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def day(iso: str) -> str:
    """A day, month or year in words, `2031-02-01` as `1 February 2031`, and EDTF's doubts and ranges; anything else as it stands.

    `2030-12~` is `about December 2030`, `2031-02-01?` `perhaps 1 February 2031`, `2031-02-01/..` `1 February 2031 or later`.
    """
    first, slash, last = iso.partition("/")
    if slash and last in ("", ".."):
        return f"{_date(first)} or later"
    if slash and first in ("", ".."):
        return f"{_date(last)} or earlier"
    return f"{_date(first)} to {_date(last)}" if slash else _date(iso)


DOUBTS = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}


def _date(iso: str) -> str:
    match = DAY.fullmatch(iso.rstrip("~?%"))
    if not match:
        return clean(iso)
    year, month, date = match.groups()
    doubt = DOUBTS.get(iso[-1], "")
    if month is None:
        return doubt + year
    if not 1 <= int(month) <= 12:
        return clean(iso)
    words = f"{MONTHS.split()[int(month) - 1]} {year}"
    return doubt + (f"{int(date)} {words}" if date else words)
