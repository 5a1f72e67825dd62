"""The bundled treaty: every feature of the case file occurs in it, and its record is intact.

Read as plain YAML, every scalar as the text written; the verdicts are in `test_treaty_verdicts.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).parents[2] / "src" / "onetext" / "cases" / "treaty-28"
C: Any = yaml.load((FOLDER / "case.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
DAY = r"\d{4}-\d{2}-\d{2}"
NUMBER = re.compile(r"-?\d+(\.\d+)?(/\d+)?")


def of_kind(kind: str) -> list[str]:
    """The parties that have a role; one without `kind` is a principal."""
    return [who for who, party in C["parties"].items() if kind in (party.get("kind", "principal"), *party.get("kind", ()))]


def every(key: str) -> list[Any]:
    """What stands under a key in any position."""
    return [position[key] for position in C["positions"].values() if key in position]


PRINCIPALS = of_kind("principal")
LINES = [line for lines in every("red_lines") for line in lines]
LINKS = C["links"]
TABLES = [(issue, table) for tables in every("worth") for issue, table in tables.items()]
CELLS = [(issue, option, cell) for issue, table in TABLES if table != "indifferent" for option, cell in table.items()]
TERMS = [term for terms in every("terms") for term in terms]
VIEWS = [view for views in every("view") for table in views.values() if table != "indifferent" for view in table.values()]
ORDERS = [order for orders in every("order") for order in orders.values()]
RESERVATIONS = every("reservation")
DATED = [entry for said in RESERVATIONS if isinstance(said, list) and isinstance(said[0], dict) for entry in said]
OPTIONS = [option for issue in C["issues"].values() for option in issue.get("options", {}).values()]
LONG = [option for option in OPTIONS if isinstance(option, dict)]
NUMBERS = {issue: entry for issue, entry in C["issues"].items() if "options" not in entry}
BLOCS = [C["parties"][who] for who in of_kind("bloc")]
MEMBERS = [(who, member) for bloc in BLOCS for who, member in bloc["members"].items()]
STATEMENTS = C["statements"]
REPLIES = C["replies"]


def conditions(tree: Any) -> Iterator[Any]:
    """Every mapping in a tree that maps issues to options: links, red lines, terms, consents, statements, views."""
    if isinstance(tree, dict):
        if tree and set(tree) <= set(C["issues"]):
            yield tree
        for branch in tree.values():
            yield from conditions(branch)
    elif isinstance(tree, list):
        for branch in tree:
            yield from conditions(branch)


ASKED = [*conditions(LINKS), *conditions(LINES), *conditions(C["consents"]), *conditions([term["when"] for term in TERMS])]
WANTED = [wanted for condition in ASKED for wanted in condition.values()]


def forms(entries: list[Any]) -> set[str]:
    """The forms of links or red lines, those with bounds together with each bound."""
    shapes = [(form, entry) for entry in entries for form in ("if", "never", "always", "sum", "of") if form in entry]
    bounds = ("at_most", "at_least", "equals")
    return {
        form if form not in ("sum", "of") else f"{form} {bound}"
        for form, entry in shapes
        for bound in bounds
        if form not in ("sum", "of") or bound in entry
    }


def is_interval(said: Any) -> bool:
    return isinstance(said, list) and len(said) == 2 and all(isinstance(end, str) for end in said)


def points(cell: Any) -> Any:
    return cell["worth"] if isinstance(cell, dict) else cell


ALL_FORMS = {"if", "never", "always", "sum at_most", "sum at_least", "sum equals", "of at_most", "of at_least", "of equals"}

# What CASEFILE names, section by section, and whether the treaty has it.
FEATURES: dict[str, bool] = {
    "head: version, title, about, day": all(C[key] for key in ("onetext", "title", "about", "as_of")) and C["onetext"] == "1",
    "parties: five principals": len(PRINCIPALS) == 5,
    "parties: kind left out": any("kind" not in party for party in C["parties"].values()),
    "parties: every role": all(map(of_kind, ("bloc", "holder", "guarantor", "ratifier", "mediator", "outside"))),
    "parties: several roles in one": any(isinstance(party.get("kind"), list) for party in C["parties"].values()),
    "blocs: a member that is a party": any(who in PRINCIPALS for who, _ in MEMBERS),
    "blocs: weights": any("weight" in member for _, member in MEMBERS) and any("weight" not in member for _, member in MEMBERS),
    "blocs: shares of weights and heads, more_than": any({"weight", "members", "more_than"} <= set(bloc["decides"]) for bloc in BLOCS),
    "blocs: unanimity and majority": {"unanimity", "majority"} <= {str(bloc["decides"]) for bloc in BLOCS},
    "issues: twenty-eight": len(C["issues"]) == 28,
    "issues: numbers with unit and step": all({"from", "to", "step", "unit"} <= set(number) for number in NUMBERS.values())
    and len(NUMBERS) >= 6,
    "issues: a step that is no whole number": any("/" in number["step"] for number in NUMBERS.values()),
    "issues: today": all("today" in issue for issue in C["issues"].values()),
    "issues: agreed, ad referendum and not": {"ad_referendum" in issue["agreed"] for issue in C["issues"].values() if "agreed" in issue}
    == {True, False},
    "options: short and long": 0 < len(LONG) < len(OPTIONS),
    "options: by, verified_by, if_not": any({"by", "verified_by", "if_not"} <= set(option) for option in LONG),
    "options: an obligation without verifier": any("by" in option and "verified_by" not in option for option in LONG),
    "links: every form": forms(LINKS) == ALL_FORMS,
    "links: every kind": {link["kind"] for link in LINKS} == {"logic", "law", "money", "choice"},
    "links: a law has its norm": all(link["source"] in C["sources"] for link in LINKS if link["kind"] == "law"),
    "links: why": all(link["why"] for link in LINKS),
    "links: who": any(len(link.get("who", ())) == 2 for link in LINKS),
    "links: soften, of one and of two": {len(link["soften"]) for link in LINKS if "soften" in link} == {1, 2},
    "conditions: one option, a list, a range from, to, both": all(
        any(test(wanted) for wanted in WANTED)
        for test in (
            lambda w: isinstance(w, str),
            lambda w: isinstance(w, list),
            lambda w: isinstance(w, dict) and set(w) == {"from"},
            lambda w: isinstance(w, dict) and set(w) == {"to"},
            lambda w: isinstance(w, dict) and set(w) == {"from", "to"},
        )
    ),
    "conditions: several issues in one": any(len(condition) > 1 for condition in ASKED),
    "consents: two lines for one, one holder more": [line["who"] for line in C["consents"]].count("bank") == 2
    and "company" in {line["who"] for line in C["consents"]},
    "consents: the guarantor": any(line["who"] in of_kind("guarantor") for line in C["consents"]),
    "consents: on the whole, at ratify": any(
        line["on"] == {} and line.get("stage") == "ratify" and line["who"] in of_kind("ratifier") for line in C["consents"]
    ),
    "reservation: a number, an interval": any(isinstance(said, str) and NUMBER.fullmatch(said) for said in RESERVATIONS)
    and any(map(is_interval, RESERVATIONS)),
    "reservation: dated, one entry an interval": len(DATED) >= 4 and any(is_interval(entry["worth"]) for entry in DATED),
    "reservation: none, unknown": {"none", "unknown"} <= {said for said in RESERVATIONS if isinstance(said, str)},
    "reservation: soften_reservation, a number and never": {"never", "2"} == set(every("soften_reservation")),
    "positions: alternative in words": len(every("alternative")) >= 5,
    "worth: choice and number": any(issue in NUMBERS for issue, _ in TABLES) and any(issue not in NUMBERS for issue, _ in TABLES),
    "worth: a number of more than two points": any(issue in NUMBERS and len(table) > 2 for issue, table in TABLES),
    "worth: indifferent": any(table == "indifferent" for _, table in TABLES),
    "worth: not said by a principal": any(set(C["issues"]) - set(C["positions"][who]["worth"]) for who in PRINCIPALS),
    "worth: intervals": sum(is_interval(points(cell)) for _, _, cell in CELLS) >= 3,
    "worth: negative, and no whole number": any(points(cell).startswith("-") for _, _, cell in CELLS if isinstance(points(cell), str))
    and any("." in str(points(cell)) for _, _, cell in CELLS),
    "worth: from answer, statement with evidence, guess": {cell["from"] for _, _, cell in CELLS if isinstance(cell, dict)}
    == {"answer", "statement", "guess"},
    "terms: positive, negative, interval": any(is_interval(term["worth"]) for term in TERMS)
    and {str(term["worth"]).startswith("-") for term in TERMS} == {True, False},
    "red lines: never, always, if/then, sum, of": {form.split()[0] for form in forms(LINES)} == {"never", "always", "if", "sum", "of"},
    "red lines: with soften and without": {"soften" in line for line in LINES} == {True, False},
    "red lines: from a day until a day, in force and no longer": {line["until"] >= C["as_of"] for line in LINES if "until" in line}
    == {True, False}
    and any(re.fullmatch(DAY, line.get("from", "")) for line in LINES),
    "red lines: from a statement, from an answer": {"statement", "answer"} <= {line.get("from") for line in LINES},
    "view: all five": {view if isinstance(view, str) else next(iter(view)) for view in VIEWS}
    == {"wants", "can_live", "rejects", "never", "only_if"},
    "order: up, down, a list with two alike": {"up", "down"} <= {order for order in ORDERS if isinstance(order, str)}
    and any(isinstance(rank, list) for order in ORDERS for rank in order),
    "positions: without numbers": any("worth" not in position for position in C["positions"].values()),
    "positions: views only where no consent decides": not any(
        "view" in C["positions"][who] and "worth" not in C["positions"][who] for who in [*PRINCIPALS, *(who for who, _ in MEMBERS)]
    ),
    "proposals: whole and partial": {len(p["package"]) == 28 for p in C["proposals"].values()} == {True, False},
    "proposals: by a mediator and by principals": {p["by"] in PRINCIPALS for p in C["proposals"].values()} == {True, False},
    "records: later than the day": any(p["date"] > C["as_of"] for p in C["proposals"].values()),
    "replies: yes, no, if, silent": {reply["says"] for reply in REPLIES} == {"yes", "no", "if", "silent"},
    "replies: issue by issue, with evidence": any("on" in reply and "evidence" in reply for reply in REPLIES),
    "deadlines: with source and without": {"source" in deadline for deadline in C["deadlines"]} == {True, False},
    "sources: with a file and without": {"file" in source for source in C["sources"].values()} == {True, False},
    "statements: every stance": {s["stance"] for s in STATEMENTS.values()}
    == {"accept", "reject", "red_line", "conditional", "demand", "mixed", "neutral_report"},
    "statements: a day, a month, in doubt, a range, unknown": {re.sub(r"\d", "0", s.get("said", "")) for s in STATEMENTS.values()}
    == {"0000-00-00", "0000-00", "0000-00~", "0000-00-00/0000-00-00", "0000", ""},
    "statements: a chain of one, two, three": {len(s["chain"]) for s in STATEMENTS.values()} == {1, 2, 3},
    "statements: confirmed and not": {"confirmed" in s for s in STATEMENTS.values()} == {True, False},
    "statements: grades, X unknown": {"A", "B", "C", "X"} == {s["grade"][0] for s in STATEMENTS.values()},
    "statements: channel, to, for those at the table and those outside": all(
        any(key in s for s in STATEMENTS.values()) for key in ("channel", "to")
    )
    and any(s["for"] in of_kind("outside") for s in STATEMENTS.values()),
    "events": any({"what", "date", "who", "level", "minutes", "outcome", "evidence"} <= set(event) for event in C["events"].values()),
    "channels": any({"between", "level", "state", "since", "evidence"} <= set(channel) for channel in C["channels"]),
    "alternatives": any({"of", "kind", "direction", "claim", "evidence"} <= set(entry) for entry in C["alternatives"]),
}


@pytest.mark.parametrize("feature", FEATURES)
def test_every_feature_of_the_case_file_occurs(feature: str) -> None:
    """The treaty is the case on which every part of the format can be tried."""
    assert FEATURES[feature]


def test_every_article_has_three_to_five_variants() -> None:
    """Choices by their options, numbers by the places of their grid."""

    def count(issue: Any) -> int:
        if "options" in issue:
            return len(issue["options"])
        first, last, step = (_number(issue[key]) for key in ("from", "to", "step"))
        return round((last - first) / step) + 1

    assert {who for who, issue in C["issues"].items() if not 3 <= count(issue) <= 5} == set()


def _number(text: str) -> float:
    above, _, below = text.partition("/")
    return float(above) / float(below or 1)


def test_every_quote_stands_where_it_says() -> None:
    """The span of a quote in its document is exactly the quote, of at most 25 words, and nothing else is quoted."""
    for name, statement in STATEMENTS.items():
        assert ("quote" in statement) == ("at" in statement), name
        if "quote" in statement:
            text = (FOLDER / C["sources"][statement["source"]]["file"]).read_text(encoding="utf-8")
            start, end = map(int, statement["at"])
            assert text[start:end] == statement["quote"], name
            assert len(statement["quote"].split()) <= 25, name


def test_every_statement_is_used_and_every_evidence_exists() -> None:
    """Evidence names statements of the case; but for the bystanders' words each is evidence for something."""
    text = (FOLDER / "case.yaml").read_text(encoding="utf-8")
    named = {name for group in re.findall(r"evidence: \[([^\]]*)\]", text) for name in group.split(", ")}
    assert named <= set(STATEMENTS)
    assert set(STATEMENTS) - named == {"s15", "s16"}
