"""Days, and dates of statements as EDTF writes them (levels 0 and 1, the part that statements need)."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

MONTH, DAY, SEASON = "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])", "2[1-4]"
EDTF = re.compile(rf"-?\d{{4}}(-{SEASON}|-{MONTH}(-{DAY})?)?[?~%]?|\d{{3}}X|\d{{2}}XX|\d{{4}}-XX(-XX)?|\d{{4}}-{MONTH}-XX", re.ASCII)


def is_edtf(text: str) -> bool:
    """Whether `text` is a date, a month, a season, a year, one of these in doubt (`?~%`), or a range `a/b` of them."""
    ends = text.split("/")
    open_end = len(ends) == 2 and any(part not in ("", "..") for part in ends)
    return (len(ends) == 1 or open_end) and all(
        EDTF.fullmatch(part) is not None or (len(ends) == 2 and part in ("", "..")) for part in ends
    )


SEASON_MONTHS = {21: 3, 22: 6, 23: 9, 24: 12}


def earliest(text: str) -> date | None:
    """The first day that an EDTF date may mean; None where it has no beginning or none is given."""
    digits = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", text.split("/")[0].replace("X", "0"))
    if digits is None:
        return None
    year, month, day = (int(part or 0) for part in digits.groups())
    month = SEASON_MONTHS.get(month, month) or 1
    try:
        return date(max(year, 1), month, day or 1)
    except ValueError:
        return None


def after(text: str, day: date) -> bool:
    """Whether all that the EDTF date `text` may mean lies after `day`; what has no date is not after."""
    first = earliest(text) if text else None
    return first is not None and first > day


def latest(text: str) -> date | None:
    """The last day that an EDTF date may mean; None where it has no end, none is given, or it is in doubt (`?~%`)."""
    last = text.split("/")[-1]
    match = re.fullmatch(r"(\d{2})(\d|X)(\d|X)(?:-(\d{2}|XX))?(?:-(\d{2}|XX))?", last)
    if match is None:
        return None
    century, ten, one, month, day = match.groups()
    year = int(century + ten.replace("X", "9") + one.replace("X", "9"))
    if month is not None and month[0] == "2":
        year, month = (year + 1, "02") if month == "24" else (year, f"{SEASON_MONTHS[int(month)] + 2:02}")
    months = 12 if month in (None, "XX") else int(month)
    if day not in (None, "XX"):
        return date(year, months, int(day)) if is_day(year, months, int(day)) else None
    return date(year, months, monthrange(year, months)[1]) if year else None


def is_day(year: int, month: int, day: int) -> bool:
    """Whether there is such a day."""
    return year > 0 and 1 <= day <= monthrange(year, month)[1]


def surely_before(one: str, other: str) -> bool:
    """Whether all that one EDTF date may mean lies before all that another may; never where either is in doubt or not known."""
    end, start = latest(one), None if other[-1:] in ("?", "~", "%") else earliest(other)
    return end is not None and start is not None and end < start
