"""A view of the text as Markdown: headings, numbered paragraphs, `<ins>` and `<del>`, holders as lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from onetext.report.wording import say
from onetext.report.wording.lines import Line, Span, View

SPECIAL = re.compile(r"[\\`*_\[\]<>#|~]")
INDENT = ("", "", "&emsp;", "&emsp;&emsp;")
TAGS = {"added": "ins", "removed": "del", "note": "sup"}


def to_markdown(view: View, names: Mapping[str, str]) -> str:
    """The whole view as one document."""
    lines = [f"*{escaped(say.head(view))}*", "", f"*{escaped(say.agreement(view))}*", ""]
    for line in view.lines:
        lines += _line(line, dict(names))
    return "\n".join(lines).rstrip("\n") + "\n"


def escaped(text: str) -> str:
    """A text whose characters mean nothing to Markdown."""
    return SPECIAL.sub(r"\\\g<0>", text)


def _line(line: Line, names: dict[str, str]) -> Iterator[str]:
    hashes = {"title": "# ", "heading": "## "}.get(line.kind, INDENT[line.level])
    begins = escaped(say.beginning(line))
    begins = re.sub(r"^(\d+)\.$", r"\1\\.", begins) if line.kind == "paragraph" else begins
    standing = say.STANDINGS[line.standing]
    said = " ".join(filter(None, (begins, "".join(map(_span, line.spans)), f"*({standing})*" if standing else "")))
    yield f"{hashes}{said}"
    yield ""
    notes = [*say.held(line.variants), *say.asked(line.requests, names)]
    yield from (f"- {escaped(note)}" for note in notes)
    yield from ("",) if notes else ()


def _span(span: Span) -> str:
    tag = TAGS.get(span.mark)
    said = escaped(span.text)
    return f"<{tag}>{said}</{tag}>" if tag else said
