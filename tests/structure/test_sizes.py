"""Short files, short functions, few parameters, flat classes; what is over a limit stands in docs/reference/violations.md."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from structure.source import ROOT, Function, Module, functions, module, modules

FILE_LINES = 400
FUNCTION_CODE = 40
FUNCTION_CODE_P90 = 25
PARAMETERS = 6
DEPTH = 1
DEPTH_OF_EXCEPTIONS = 2

VIOLATIONS = ROOT / "docs" / "reference" / "violations.md"
ROW = re.compile(r"^\|\s*`(?P<where>[^`]+)`\s*\|\s*(?P<rule>[a-z ]+?)\s*\|\s*(?P<reason>.+?)\s*\|$", re.MULTILINE)


@dataclass(frozen=True, order=True)
class Over:
    """Something over a limit: `path:name`, the rule, and the figure."""

    where: str
    rule: str
    figure: int


def over_limits(of: Module) -> Iterator[Over]:
    """What a module has over the limits of file, function and parameters."""
    lines = len(of.text.splitlines())
    if lines > FILE_LINES:
        yield Over(of.path, "file lines", lines)
    for function in functions(of):
        where = f"{of.path}:{function.name}"
        if function.code > FUNCTION_CODE:
            yield Over(where, "function code", function.code)
        if len(function.parameters) > PARAMETERS:
            yield Over(where, "parameters", len(function.parameters))


def too_deep(of: tuple[Module, ...]) -> Iterator[Over]:
    """Classes that stand on more classes of the package than allowed; the class itself counts as one."""
    bases: dict[str, list[str]] = {}
    places: dict[str, str] = {}
    for each in of:
        for node in ast.walk(each.tree):
            if isinstance(node, ast.ClassDef):
                bases[node.name] = [ast.unparse(base).split("[")[0].rpartition(".")[2] for base in node.bases]
                places[node.name] = f"{each.path}:{node.name}"

    def depth(name: str) -> int:
        return 1 + max((depth(base) for base in bases[name] if base in bases), default=0)

    def exception(name: str) -> bool:
        return any(base.endswith(("Error", "Exception")) or (base in bases and exception(base)) for base in bases[name])

    for name, place in places.items():
        if depth(name) > (DEPTH_OF_EXCEPTIONS if exception(name) else DEPTH):
            yield Over(place, "inheritance", depth(name))


def listed() -> dict[tuple[str, str], str]:
    """(where, rule) -> reason, from the page of violations."""
    return {(row["where"], row["rule"]): row["reason"] for row in ROW.finditer(VIOLATIONS.read_text("utf-8"))}


def all_over() -> list[Over]:
    """Everything over a limit in the package."""
    return sorted([*(over for m in modules() for over in over_limits(m)), *too_deep(modules())])


def percentile_90(of: list[Function]) -> int:
    """The code lines that nine of ten functions do not exceed."""
    ordered = sorted(function.code for function in of)
    return ordered[(len(ordered) * 9 + 9) // 10 - 1]


def test_what_is_over_a_limit_is_listed_with_a_reason() -> None:
    """Shorten it, or say why not on the page of violations."""
    allowed = listed()
    assert [f"{o.where} | {o.rule} | {o.figure}" for o in all_over() if (o.where, o.rule) not in allowed] == []


def test_what_is_listed_is_still_over() -> None:
    """The page does not keep what was mended."""
    real = {(o.where, o.rule) for o in all_over()}
    assert [f"{where} | {rule}" for where, rule in listed() if (where, rule) not in real] == []


def test_nine_of_ten_functions_are_short() -> None:
    """The measure of the whole, which no single exception hides."""
    assert percentile_90([f for m in modules() for f in functions(m)]) <= FUNCTION_CODE_P90


def test_the_measures_see_what_is_over() -> None:
    """Docstrings, blank lines and comments do not count, all else does."""
    body = "\n".join("    x = 1\n\n    # why" for _ in range(40))
    long = module("m.py", f'def f(a, b, c, *d, e, **g):\n    """Say.\n\n    More.\n    """\n{body}\n', "onetext.m")
    assert list(over_limits(long)) == [Over("m.py:f", "function code", 41)]
    wide = module("m.py", "class A:\n    def f(self, a, b, c, d, e, f, g): ...\n" + "\n" * 400, "onetext.m")
    assert list(over_limits(wide)) == [Over("m.py", "file lines", 402), Over("m.py:A.f", "parameters", 7)]


def test_the_measure_sees_what_is_too_deep() -> None:
    """A class on a class of ours; an exception on an exception on an exception of ours."""
    text = "class A: ...\nclass B(A): ...\nclass E(Exception): ...\nclass F(E): ...\nclass G(F): ...\nclass H(list[A]): ...\n"
    assert list(too_deep((module("m.py", text, "onetext.m"),))) == [Over("m.py:B", "inheritance", 2), Over("m.py:G", "inheritance", 3)]
