"""`text draft`, `lift`, `agree`, `reopen`, `add`, `alt` and `log`: the text changes by numbered drafts, each attributed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from onetext.cli.asking import loaded
from onetext.cli.options import OPTIONS, PLAIN, Flag, Options, Plain
from onetext.cli.output import OK, out, out_json, printed

if TYPE_CHECKING:
    from onetext.api.drafting import Attribution, Recorded

Named = Annotated[str, Parameter(show_default=False)]
Many = Annotated[list[str] | None, Parameter(show_default=False, negative="", consume_multiple=False)]


@Parameter(name="*")
@dataclass(frozen=True)
class Whose:
    """Whose draft it is."""

    by: Named = ""
    """Who makes the draft, a party of the case: the mediator, or in a rolling text the party itself."""
    asked: Named = ""
    """At whose request: parties, with commas between them."""
    answers: Named = ""
    """The statements that objected to what was there, by id, with commas between them."""
    why: Named = ""
    """Why, in a line."""
    date: Named = ""
    """The day of the draft; without it today."""


NOBODY = Whose()


def attribution(whose: Whose, package: str = "") -> Attribution:
    """What was said of whose draft it is."""
    from onetext.api.drafting import Attribution
    from onetext.api.studies import a_day
    from onetext.errors import UsageError

    if not whose.by.strip():
        raise UsageError("nobody is named whose draft it is; allowed: --by PARTY")
    day = a_day(whose.date) if whose.date else date.today()
    puts = tuple(tuple(part.split("=", 1)) for part in _list(package) if "=" in part)
    return Attribution(whose.by.strip(), day, _list(whose.asked), _list(whose.answers), whose.why, puts)  # type: ignore[arg-type]


def _list(said: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in said.split(",") if part.strip())


def told(recorded: Recorded, plain: Plain) -> int:
    """Print what was recorded."""
    if plain.json:
        out_json(recorded.to_dict())
        return OK
    kinds = {"insert": "new", "delete": "gone", "change": "changed", "move": "moved"}
    out(f"Draft {recorded.draft} recorded: {len(recorded.edits)} part{'s' if len(recorded.edits) != 1 else ''} of the text changed.")
    for edit in recorded.edits[:20]:
        out(f"  {edit.at}: {kinds[edit.kind]}")
    if len(recorded.edits) > 20:
        out(f"  ... and {len(recorded.edits) - 20} more (all with --json)")
    if recorded.agreed:
        out(f"Agreed by now: {', '.join(f'{issue} ({option})' for issue, option in recorded.agreed)}.")
    for path in recorded.written:
        out(path)
    return OK


def text_draft(scenario: str, /, *, package: Named = "", whose: Whose = NOBODY, plain: Plain = PLAIN) -> int:
    """Record what was changed in the text, or in what is agreed, since the last draft as a new draft.

    Parameters
    ----------
    scenario
        A native case file or its folder.
    package
        The package that the draft puts forward: options such as verb=shall,toll=40; without it that of the last draft.
    """
    from onetext.api.drafting import draft

    return told(draft(scenario, attribution(whose, package)), plain)


def text_lift(
    scenario: str,
    issue: str,
    option: str,
    /,
    *,
    ad_referendum: Annotated[bool, Flag] = False,
    whose: Whose = NOBODY,
    plain: Plain = PLAIN,
) -> int:
    """Lift a bracket: its issue is agreed on an option, and a new draft says so.

    Parameters
    ----------
    scenario
        A native case file or its folder.
    issue
        The issue of the bracket.
    option
        The option agreed.
    ad_referendum
        Agreed subject to confirmation at home.
    """
    from onetext.api.drafting import lift

    return told(lift(scenario, issue, option, attribution(whose), ad_referendum=ad_referendum), plain)


def text_agree(
    scenario: str,
    part: str,
    /,
    *,
    ad_referendum: Annotated[bool, Flag] = False,
    whose: Whose = NOBODY,
    plain: Plain = PLAIN,
) -> int:
    """Mark an article or paragraph as agreed, in a new draft; from then on its words are not changed.

    Parameters
    ----------
    scenario
        A native case file or its folder.
    part
        An article, or article/paragraph.
    ad_referendum
        Agreed subject to confirmation at home.
    """
    from onetext.api.drafting import agree

    return told(agree(scenario, part, attribution(whose), ad_referendum=ad_referendum), plain)


def text_reopen(scenario: str, part: str, /, *, whose: Whose = NOBODY, plain: Plain = PLAIN) -> int:
    """Open again what was agreed: an issue, an article or a paragraph; a new draft says at whose request.

    Parameters
    ----------
    scenario
        A native case file or its folder.
    part
        An issue, an article, or article/paragraph.
    """
    from onetext.api.drafting import reopen

    return told(reopen(scenario, part, attribution(whose)), plain)


def text_add(
    scenario: str,
    article: str,
    words: str,
    /,
    *,
    after: Named = "",
    level: int = 1,
    whose: Whose = NOBODY,
    plain: Plain = PLAIN,
) -> int:
    """Add a paragraph to an article, in a new draft.

    Parameters
    ----------
    scenario
        A native case file or its folder.
    article
        The id of the article, or preamble.
    words
        What the paragraph says.
    after
        The paragraph behind which it stands; without it the last.
    level
        0 without a number, 1 numbered, 2 lettered, 3 by small Roman numbers.
    """
    from onetext.api.drafting import add

    return told(add(scenario, article, words, attribution(whose), after=after or None, level=level), plain)


def text_alt(
    scenario: str,
    paragraph: str,
    words: str,
    instead: str,
    /,
    *,
    issue: Named = "",
    keep: Named = "",
    whose: Whose = NOBODY,
    plain: Plain = PLAIN,
) -> int:
    """Bracket some words beside what a party would say instead: a new issue with two options, in a new draft.

    Parameters
    ----------
    scenario
        A native case file or its folder.
    paragraph
        Where the words stand: article/paragraph.
    words
        The words as they stand, found there once.
    instead
        What whoever asked would say instead; nothing where it is empty.
    issue
        The id of the new issue.
    keep
        Who holds the words as they stand: parties, with commas between them.
    """
    from onetext.api.drafting import alt

    return told(alt(scenario, paragraph, words, instead, attribution(whose), issue=issue, keep=_list(keep)), plain)


def text_log(*scenario: str, options: Options = OPTIONS) -> int:
    """List the drafts: who made each, when, at whose request, how much it changed, what was agreed by then.

    Parameters
    ----------
    scenario
        A case file or folder with a text, or the name of a bundled case.
    """
    study = loaded(scenario, options)
    found = study.drafts()
    if options.json:
        from onetext.api.answers import answer_dict

        out_json(answer_dict(study, found))
    else:
        printed(lambda console: _log(found, console))
    return OK


def _log(found: Any, console: Any) -> None:
    from onetext.cli.tables import table

    rows = [
        (
            str(one.draft),
            one.date,
            one.by_name,
            ", ".join(one.asked),
            str(one.changed),
            f"{one.agreed} of {found.issues}",
            str(one.clean),
            one.why,
        )
        for one in found.drafts
    ]
    table(console, ("Draft", "Date", "By", "Asked for by", "Parts changed", "Agreed", "Articles clean", "Why"), rows, ())
    if found.edited:
        console.print("The text has changes that no draft records; `onetext text draft` records them.")
