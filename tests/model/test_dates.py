"""Dates as EDTF writes them: what is one, and when it begins."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.model.dates import after, earliest, is_edtf, latest, surely_before

WRITTEN = "2031 2031-04 2031-04-19 2031-04~ 2031? 2031-04-19% 203X 20XX 2031-XX 2031-XX-XX 2031-04-XX 2031-21 -0044-03 2031-04-19/.. ../2031 2031/2032"
REFUSED = (
    "2031-13 2031-00 2031-20 2031-25 2031-04-32 2031-04-00 2031-21-01 2031-13-XX 31-04 2031-4 ../.. / 2031/2032/2033 yesterday 2031-04X"
)


@pytest.mark.parametrize("text", WRITTEN.split())
def test_a_date_is_one(text: str) -> None:
    assert is_edtf(text)


@pytest.mark.parametrize("text", REFUSED.split())
def test_what_no_calendar_has_is_no_date(text: str) -> None:
    assert not is_edtf(text)


def test_a_date_begins_on_the_first_day_that_it_may_mean() -> None:
    assert earliest("2031-04~") == date(2031, 4, 1) and earliest("203X") == date(2030, 1, 1) and earliest("2031-22") == date(2031, 6, 1)
    assert earliest("../2031") is None


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("2031", (2031, 1, 1)),
        ("2031?", (2031, 1, 1)),
        ("2031-04", (2031, 4, 1)),
        ("2031-04-19", (2031, 4, 19)),
        ("2031-04-19%", (2031, 4, 19)),
        ("20XX", (2000, 1, 1)),
        ("2031-XX", (2031, 1, 1)),
        ("2031-XX-XX", (2031, 1, 1)),
        ("2031-04-XX", (2031, 4, 1)),
        ("2031-21", (2031, 3, 1)),
        ("2031-23", (2031, 9, 1)),
        ("2031-24", (2031, 12, 1)),
        ("2031-04-19/2031-05", (2031, 4, 19)),
        ("2031-04-19/..", (2031, 4, 19)),
        ("2031/", (2031, 1, 1)),
        ("0000", (1, 1, 1)),
    ],
)
def test_each_kind_of_date_has_its_first_day(text: str, first: tuple[int, int, int]) -> None:
    assert is_edtf(text)
    assert earliest(text) == date(*first)


@pytest.mark.parametrize("text", ["", "../2031", "/2031", "-0044-03", "2031-02-30", "yesterday"])
def test_what_has_no_first_day_in_the_calendar_has_none(text: str) -> None:
    assert earliest(text) is None
    assert not after(text, date(1, 1, 1))


@pytest.mark.parametrize(
    ("text", "later"),
    [
        ("2031-05-02", True),
        ("2031-05-01", False),  # on the day itself is not after it
        ("2031-04-30", False),
        ("2031-05", False),  # may lie before
        ("2031-06", True),
        ("2031", False),
        ("2032", True),
        ("2031-05-02/..", True),
        ("2031-04/2032", False),
        ("../2032", False),
        ("", False),
        ("203X", False),
        ("204X", True),
        ("2031-21", False),
        ("2031-22", True),
    ],
)
def test_only_what_must_lie_after_a_day_is_after_it(text: str, later: bool) -> None:
    assert after(text, date(2031, 5, 1)) is later


@given(st.dates(), st.dates(), st.sampled_from(["", "?", "~", "%"]))
def test_a_whole_day_is_after_those_before_it(one: date, day: date, doubt: str) -> None:
    text = one.isoformat() + doubt
    assert is_edtf(text)
    assert earliest(text) == one
    assert after(text, day) == (one > day)
    assert not after(f"{one:%Y}-{one:%m}", one)
    assert is_edtf(f"{text}/..") and is_edtf(f"../{text}") and is_edtf(f"{text}/{text}")


@given(st.text(st.sampled_from("0123-4/.X?~2"), max_size=12))
def test_whatever_is_a_date_is_read_without_an_error(text: str) -> None:
    first = earliest(text)
    if is_edtf(text) and "/" not in text and not text.startswith("-") and first is not None:
        assert f"{first.year:04}"[:2] == text[:2] or first.year == 1


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2031", (2031, 12, 31)),
        ("2031-02", (2031, 2, 28)),
        ("2032-02", (2032, 2, 29)),
        ("2031-04-19", (2031, 4, 19)),
        ("203X", (2039, 12, 31)),
        ("20XX", (2099, 12, 31)),
        ("2031-XX", (2031, 12, 31)),
        ("2031-XX-XX", (2031, 12, 31)),
        ("2031-04-XX", (2031, 4, 30)),
        ("2031-21", (2031, 5, 31)),
        ("2031-23", (2031, 11, 30)),
        ("2031-24", (2032, 2, 29)),
        ("2031-04-19/2031-05", (2031, 5, 31)),
        ("../2031-05", (2031, 5, 31)),
    ],
)
def test_each_kind_of_date_has_its_last_day(text: str, last: tuple[int, int, int]) -> None:
    assert is_edtf(text)
    assert latest(text) == date(*last)


@pytest.mark.parametrize(
    "text", ["", "2031-04-19/..", "2031/", "2031?", "2031-04~", "2031-04-19%", "-0044-03", "2031-02-30", "0000", "0000-01-01"]
)
def test_what_has_no_end_or_is_in_doubt_has_no_last_day(text: str) -> None:
    assert latest(text) is None


@given(st.sampled_from(WRITTEN.split()), st.sampled_from(WRITTEN.split()))
def test_what_is_surely_before_ends_before_the_other_begins(one: str, other: str) -> None:
    """So that of two dates at most one is before the other, and none before itself."""
    assert not surely_before(one, one) and not (surely_before(one, other) and surely_before(other, one))
    if surely_before(one, other):
        assert latest(one) < earliest(other)  # type: ignore[operator]
