"""Documents: read, and confirm what was proposed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from onetext.cli.options import OPTIONS, Flag, Options
from onetext.cli.output import OK, err, out, out_json, printed

if TYPE_CHECKING:
    from onetext.api.documents import Open

MOST_SHOWN = 60
SHORT = 90


@Parameter(name="*")
@dataclass(frozen=True)
class Beyond:
    """Further proposals, which pass the span gate or are dropped."""

    also: Annotated[Literal["", "grammar", "endpoint"], Parameter(show_default=False)] = ""
    """Propose by `grammar` too (spaCy and a model that is installed), or by a language model at an `endpoint`."""
    endpoint: Annotated[str, Parameter(show_default=False)] = ""
    """The address of an endpoint that speaks OpenAI's protocol; the document is sent there. Its key: ONETEXT_ENDPOINT_KEY."""
    model: Annotated[str, Parameter(show_default=False)] = ""
    """The model to be asked."""
    annotations: Annotated[str, Parameter(show_default=False)] = ""
    """Take in Web Annotations (.jsonld) of this document, as -o writes them."""


BEYOND = Beyond()


def read(
    *doc: str,
    case: Annotated[str, Parameter(show_default=False)] = "",
    add: Annotated[bool, Flag] = False,
    o: Annotated[str, Parameter(name=["-o", "--output"], show_default=False)] = "",
    html: Annotated[bool, Flag] = False,
    review: Annotated[str, Parameter(show_default=False)] = "",
    day: Annotated[str, Parameter(name="--date", show_default=False)] = "",
    outlet: Annotated[str, Parameter(show_default=False)] = "",
    beyond: Beyond = BEYOND,
    options: Options = OPTIONS,
) -> int:
    """Propose statements from documents: who said what, through whom. Nothing counts until a person confirms it.

    Parameters
    ----------
    doc
        A text, Markdown, HTML, PDF or Word file; `-` for text on standard input.
    case
        The case whose parties and issues are guessed.
    add
        Add the document and its proposals to the case file, unconfirmed.
    o
        Write them to a file: .yaml for a case, .html to review them in a browser, .jsonl, or .jsonld (Web Annotations).
    html
        Write the page to review them, as NAME.review.html or where -o says.
    review
        A review that the page saved: what was accepted is confirmed, what was rejected left out.
    day
        The document's date, from which `Monday` and `yesterday` are counted.
    outlet
        Who brings the document; the last link of every chain.
    """
    from onetext.api.documents import add_to_case, load_review, reviewed_by, write_read
    from onetext.api.documents import read as propose
    from onetext.api.studies import load

    _one_thing(doc, o or ("page" if html else ""), add, review, case)
    o = o or (f"{Path(doc[0]).stem or 'document'}.review.html" if html else "")
    held = load(case).case if case else None
    found = [_with_more(propose(one, case=held, day=day, outlet=outlet), beyond) for one in doc]
    decided = load_review(review, found[0]) if review else None
    written = (
        write_read(found[0], o, decided, ".html" if html else "")
        if o
        else add_to_case(found[0], case, held, decided)
        if add and held is not None
        else ()
    )
    found = found if decided is None else [reviewed_by(found[0], decided)]
    if options.json:
        every = [one.to_dict() for one in found]
        out_json(every[0] if len(every) == 1 else {"schema": "onetext/read/1", "documents": every})
        return OK
    for one in found:
        printed(partial(_shown, one))
    out(
        "\n".join([*(f"Written: {path}" for path in written)])
        or "Next: -o review.html to look at each, or --case CASE --add to put them into a case."
    )
    return OK


def _one_thing(doc: tuple[str, ...], o: str, add: bool, review: str, case: str) -> None:
    """UsageError where what is asked does not go together."""
    from onetext.errors import UsageError

    if not doc:
        raise UsageError("nothing to read; allowed: a document")
    if len(doc) > 1 and (o or add or review):
        raise UsageError("several documents; allowed: one at a time with -o, --add or --review")
    if add and not case:
        raise UsageError("--add needs a case; allowed: --case CASE")


def _with_more(found: Any, beyond: Beyond) -> Any:
    """The reading with further proposals, if they are asked for; how many were dropped is told."""
    from onetext.api.documents import also_by, with_annotations

    if beyond.annotations:
        found = with_annotations(found, beyond.annotations)
    if not beyond.also:
        return found
    more = also_by(found, beyond.also, endpoint=beyond.endpoint, model=beyond.model)
    err(f"by {beyond.also}: {more.passed} proposals stand in the text, {more.refused} did not and were dropped")
    return more.read


def _shown(found: Any, console: Any) -> None:
    """Proposals as a table, in the order of the text."""
    from onetext.cli.tables import table

    count = len(found.proposals)
    date_known = f", dated {found.document.date} ({found.document.date_basis})" if found.document.date else ", no date known"
    console.print(
        f"{found.document.name}: {count} statement{'s' if count != 1 else ''} proposed, none confirmed{date_known}.", style="bold"
    )
    rows = [
        (one.id, one.speaker or "nobody named", one.kind, _cut(one.text), one.date.edtf or "", one.tier)
        for one in found.proposals[:MOST_SHOWN]
    ]
    table(console, ("", "Speaker", "Kind", "Words", "Said", "Tier"), rows, ())
    if count > len(rows):
        console.print(f"{len(rows)} of {count} shown; --json lists all.")
    console.print("Tier A: words and speaker may be confirmed in bulk. B: look at the speaker. C: look at both.", style="dim")


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SHORT else flat[: SHORT - 1].rstrip() + "…"


def confirm(
    scenario: str,
    /,
    *,
    by: Annotated[str, Parameter(show_default=False)] = "",
    sure: Annotated[bool, Flag] = False,
    options: Options = OPTIONS,
) -> int:
    """Confirm statements of a case one by one, or those of tier A at once; whoever confirms is named in the case.

    Words, place and speaker are confirmed. A statement that names a stance, an issue or a party is only confirmed one by one.

    Parameters
    ----------
    scenario
        A native case file or its folder.
    by
        Who confirms.
    sure
        Confirm all of tier A at once: words and speaker, and no stance, issue or party.
    """
    from onetext.api.documents import Marked, open_statements, own_file, sure_ones
    from onetext.api.documents import confirm as mark
    from onetext.api.studies import load
    from onetext.errors import UsageError

    own_file(scenario)
    case = load(scenario).case
    if not by.strip():
        raise UsageError("nobody is named who confirms; allowed: --by NAME")
    if sure:
        ids = sure_ones(case)
    elif sys.stdin.isatty():
        ids = walk(open_statements(case, scenario), _prompt)
    else:
        raise UsageError("nobody is there to be asked; allowed: a terminal, or --sure for those of tier A")
    mark(scenario, ids, by, date.today())
    left = sum(one.confirmed is None for one in case.statements) - len(ids)
    if options.json:
        out_json(Marked(tuple(ids), left).to_dict())
    else:
        out(f"{len(ids)} confirmed by {by.strip()}, {left} open.")
    return OK


def _prompt(question: str) -> str:
    out(question)
    try:
        return input("> ").strip().lower()
    except EOFError:
        return "q"


def walk(statements: tuple[Open, ...], ask: Callable[[str], str]) -> tuple[str, ...]:
    """The ids of those that a person confirms, asked one by one: y yes, n or nothing no, q ends."""
    taken: list[str] = []
    for place, one in enumerate(statements, 1):
        answer = ask(question(one, place, len(statements)))
        if answer in ("q", "quit"):
            break
        if answer in ("y", "yes"):
            taken.append(one.statement.id)
    return tuple(taken)


def question(one: Open, place: int, count: int) -> str:
    """One statement as a question: its words in their place, who is said to have said them, and through whom."""
    said = one.statement
    words = said.quote or said.claim
    around = f"…{_flat(one.before)}[{words}]{_flat(one.behind)}…" if one.before or one.behind else f"[{words}]"
    lines = [
        f"{place} of {count}, {said.id}",
        f"  {around}",
        f"  who: {said.who or 'nobody named'}" + (f", for {said.speaks_for}" if said.speaks_for else ""),
    ]
    lines += [f"  through: {' < '.join(said.chain)}"] if said.chain else []
    lines += [f"  said: {said.said or 'date not known'}" + (f"; marked: {', '.join(said.flags)}" if said.flags else "")]
    lines += (
        [f"  on: {', '.join(issue for issue, _ in said.issue)}; stance: {said.stance or 'none said'}"] if said.issue or said.stance else []
    )
    return "\n".join([*lines, "  Is this what the source says, and who says it? y yes, n not now, q stop"])


def _flat(text: str) -> str:
    return " ".join(text.split()) and f" {' '.join(text.split())} "
