"""Pieces that the sections of the brief share in Markdown: sentences, lists, tables, packages."""

import re
from collections.abc import Iterable

from onetext.report import words
from onetext.report.brief import Brief, party
from onetext.report.parts import Chosen
from onetext.report.text import listed, runs

SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")
Lines = Iterable[str]


def say(sentence: str) -> str:
    """A sentence with Markdown's own characters escaped, in names and out of them."""
    return "".join(SPECIAL.sub(r"\\\1", text) for _, text in runs(sentence)).replace("\n", " ").strip()


def bullets(items: Lines) -> str:
    return "\n".join(f"- {item}" for item in items if item)


def numbered(items: Lines) -> str:
    return "\n".join(f"{i}. {item}" for i, item in enumerate((i for i in items if i), 1))


def table(head: Lines, body: Iterable[Lines]) -> str:
    lines = [list(head), *(list(row) for row in body)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join("| " + " | ".join(cell or " " for cell in line) + " |" for line in lines)


def who(brief: Brief, ids: Lines) -> str:
    return listed([say(party(brief, key).name) for key in ids])


def package(answers: Chosen) -> str:
    return ", ".join(f"{say(a.issue_label)}{words.colon(a.issue_label)} **{say(a.option_label)}**" for a in answers)
