"""Dates as EDTF writes them: what is one, and when it begins."""

from __future__ import annotations

from datetime import date

import pytest

from onetext.model.dates import earliest, is_edtf

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
