"""Results as plain data: JSON by the types of the fields, columns for data frames, a table for notebooks."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction

import pandas
import pytest

import onetext
from conftest import SHARED
from onetext.model import shown
from onetext.model.shown import Shape

STRAIT = str(SHARED / "cases" / "native" / "strait.yaml")


@dataclass(frozen=True, slots=True)
class Part:
    """A part."""

    who: str
    share: Fraction

    SHAPE = Shape(key="who")


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole."""

    points: tuple[tuple[str, Fraction], ...] = ()
    package: tuple[tuple[str, str], ...] | None = None
    best: Fraction | tuple[Fraction, ...] | None = None
    parts: tuple[Part, ...] = ()
    names: tuple[str, ...] = ()
    id: str = ""
    secret: str = "no"

    SHAPE = Shape("onetext/whole/1", renamed={"best": "top"}, hidden=("secret",), too=("count",), null=("id",), rows="parts")
    to_dict = shown.to_dict
    to_columns = shown.to_columns
    _repr_html_ = shown._repr_html_

    @property
    def count(self) -> int:
        return len(self.parts)


def test_what_is_empty_keeps_its_kind() -> None:
    """Objects are empty objects, lists empty lists, absent values null: by type, not by value."""
    assert Whole().to_dict() == {
        "schema": "onetext/whole/1", "points": {}, "package": None, "top": None, "parts": {}, "names": [], "id": None, "count": 0,
    }  # fmt: skip


def test_numbers_and_their_exact_texts() -> None:
    """Whole numbers stay whole; the others are the nearest double, with the exact text beside."""
    found = Whole((("a", Fraction(1, 3)), ("b", Fraction(2))), (), (Fraction(1), Fraction(5, 2)), (Part("x", Fraction(1, 7)),)).to_dict()
    assert found["points"] == {"a": 1 / 3, "b": 2}
    assert isinstance(found["points"]["b"], int)
    assert found["package"] == {}
    assert found["top"] == [1, 2.5]
    assert found["exact"] == {"points": {"a": "1/3", "b": "2"}, "top": ["1", "5/2"]}
    assert found["parts"] == {"x": {"who": "x", "share": 1 / 7, "exact": {"share": "1/7"}}}
    assert Whole(best=Fraction(1, 2)).to_dict()["top"] == 0.5


def test_a_number_beyond_a_double() -> None:
    """Is a whole JSON number, not infinity."""
    huge = Whole(best=Fraction(10**400 + 1, 2)).to_dict()
    assert huge["top"] == 10**400 // 2
    json.dumps(huge, allow_nan=False)


def test_columns() -> None:
    """Of equal length; objects are spread out, exact texts left out."""
    assert Whole(parts=(Part("x", Fraction(1)), Part("y", Fraction(1, 2)))).to_columns() == {"who": ["x", "y"], "share": [1, 0.5]}


@pytest.mark.parametrize("name", ["solve", "frontier", "zopa", "why", "window", "check"])
def test_every_answer_is_plain(name: str) -> None:
    """As JSON without anything of ours in it, as columns of one length, and as a table."""
    answer = getattr(onetext.load(STRAIT, as_of="2031-02-01"), name)()
    text = json.dumps(answer.to_dict(), allow_nan=False)
    assert json.loads(text) == answer.to_dict()
    assert answer.to_dict()["schema"] == f"onetext/{name}/1"
    assert len({len(column) for column in answer.to_columns().values()}) == 1
    assert answer._repr_html_().startswith("<table>")


def test_pandas_takes_the_columns() -> None:
    """pandas comes along with the solver."""
    frame = pandas.DataFrame(onetext.load(STRAIT).frontier().to_columns())
    assert frame.shape[0] == 36
    assert {"values.north", "package.fee", "packages"} <= set(frame.columns)


def test_html_is_escaped() -> None:
    """A name of a case is never markup."""
    html = Whole(names=("<script>", "a&b"))._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    study = onetext.load(STRAIT)._repr_html_()
    assert "Harbour and strait" in study
    assert "said in the case" in study
