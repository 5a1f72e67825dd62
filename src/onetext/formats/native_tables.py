"""The tables of the native format: parties, issues, links, consents and positions."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from onetext.errors import Path, Problem
from onetext.formats.native_codecs import (
    DAY,
    MISSING,
    NAME,
    NUMBER,
    PRICE,
    TEXT,
    TRUTH,
    Codec,
    Json,
    Missing,
    Plain,
    Reading,
    list_of,
    map_of,
    one_or_list,
    word,
)  # fmt: skip
from onetext.formats.native_parts import (
    CONDITION,
    FORM_FIELDS,
    FORM_RULES,
    SINCE_FIELDS,
    WORTH,
    origin_and_day,
    read_form,
    take_form,
    take_since,
)  # fmt: skip
from onetext.formats.native_records import Field, Table, keyed, plain_table, read_fields, record, write_fields
from onetext.formats.yaml_nodes import Map, Node, Seq, Text
from onetext.model.case import LINK_KINDS, Link
from onetext.model.issues import Agreed, Grid, Issue, Option
from onetext.model.numbers import exact, show
from onetext.model.parties import KINDS, MAJORITY, UNANIMITY, Consent, Decides, Member, Party
from onetext.model.positions import RedLine, Term

# --- parties

MEMBER = plain_table(
    "a member",
    (Field("name", TEXT, "Its name."), Field("weight", NUMBER, "Its weight in the bloc.", Fraction(1))),
    Member,
)
DECIDES_LONG = plain_table(
    "decides",
    (
        Field("weight", NUMBER, "The share of weight that must accept.", None),
        Field("members", NUMBER, "The share of heads that must accept.", None),
        Field("more_than", TRUTH, "More than the share, not just the share.", False),
    ),
    Decides,
)
DECIDES_WORDS = {"unanimity": UNANIMITY, "majority": MAJORITY}
DECIDES_WHAT = "unanimity, majority or {weight: share, members: share, more_than: true}"


def _read_decides(reading: Reading, node: Node, path: Path) -> Any:
    if isinstance(node, Text):
        return DECIDES_WORDS.get(node.value) or reading.wrong(node, path, DECIDES_WHAT)
    if isinstance(node, Seq):
        return reading.wrong(node, path, DECIDES_WHAT)
    values = read_fields(DECIDES_LONG, reading, node, path)
    if values is None:
        return MISSING
    written = {key.value for key, _ in node.entries} if isinstance(node, Map) else set()
    if not written & {"weight", "members"} and not reading.misspelt(path, ("weight", "members")):
        return reading.report(node, path, Problem("decides", "no share is said", DECIDES_WHAT))
    return Decides(**values)


def _write_decides(decides: Decides) -> Plain:
    words = {value: name for name, value in DECIDES_WORDS.items()}
    return words.get(decides) or write_fields(DECIDES_LONG, DECIDES_LONG.take(decides))


DECIDES = Codec(DECIDES_WHAT, _read_decides, _write_decides, {"anyOf": [{"enum": list(DECIDES_WORDS)}, record(DECIDES_LONG).schema]})
PARTY = plain_table(
    "a party",
    (
        Field("name", TEXT, "Its name."),
        Field("kind", one_or_list(word("kind of party", KINDS), short=True), "Its role, or several.", ("principal",), name="kinds"),
        Field("about", TEXT, "A line on it."),
        Field("members", keyed(MEMBER, "members"), "A bloc's members.", ()),
        Field("decides", DECIDES, "How a bloc decides; unanimity when nothing is said.", UNANIMITY),
        Field("behind", NAME, "The party whose yes it has to confirm."),
    ),
    Party,
)
PARTIES = keyed(PARTY, "parties")

# --- issues

OPTION = plain_table(
    "an option",
    (
        Field("title", TEXT, "What the option says."),
        Field("by", DAY, "The day by which it is due.", None),
        Field("verified_by", NAME, "Who verifies it."),
        Field("if_not", TEXT, "What follows if it is not done."),
    ),
    Option,
)
OPTIONS = keyed(OPTION, "options", short=lambda title: {"title": title}, shorten=lambda option: str(option.title))
AGREED = plain_table(
    "agreed",
    (
        Field("option", NAME, "The option agreed.", required=True),
        Field("since", DAY, "Since when.", None),
        Field("ad_referendum", TRUTH, "Whether it awaits confirmation at home.", False),
    ),
    Agreed,
)
ISSUE_FIELDS = (
    Field("title", TEXT, "The question."),
    Field("options", OPTIONS, "A choice: its options, each with a title.", None),
    Field("from", NUMBER, "A number: the least amount.", None, name="start"),
    Field("to", NUMBER, "A number: the greatest amount, on the grid.", None, name="stop"),
    Field("step", NUMBER, "A number: the step of the grid.", Fraction(1)),
    Field("unit", TEXT, "A number: its unit."),
    Field("today", NAME, "The option in force without an agreement."),
    Field("agreed", record(AGREED), "What has been agreed.", None),
)
NUMBER_KEYS = {"from", "to", "step", "unit"}
OPTION_KEYS = ("options", "from", "to", "step")


def build_issue(issue_id: str, **values: Any) -> Issue:
    """A choice or, where `from` and `to` are said, a number, whose options are written reduced."""
    title, today, agreed = values["title"], values["today"], values["agreed"]
    if values["options"] is not None:
        return Issue(issue_id, title, values["options"], None, today, agreed)
    grid = Grid(values["start"], values["stop"], values["step"], values["unit"])
    if agreed is not None:
        agreed = Agreed(reduced(agreed.option), agreed.since, agreed.ad_referendum)
    return Issue(issue_id, title, grid.options(), grid, reduced(today), agreed)


def reduced(text: str) -> str:
    """The reduced text of a number; any other text as it is."""
    try:
        return show(exact(text))
    except ValueError:
        return text


def _take_issue(issue: Issue) -> dict[str, Any]:
    values: dict[str, Any] = {"title": issue.title, "today": issue.today, "agreed": issue.agreed}
    if issue.grid is None:
        return values | {"options": issue.options}
    return values | {"start": issue.grid.start, "stop": issue.grid.stop, "step": issue.grid.step, "unit": issue.grid.unit}


ISSUE_RULES: Json = {"oneOf": [{"required": ["options"]}, {"required": ["from", "to"]}]}
ISSUE = Table("an issue", ISSUE_FIELDS, build_issue, _take_issue, ISSUE_RULES)
_ISSUES = keyed(ISSUE, "issues")


def _read_issues(reading: Reading, node: Node, path: Path) -> Any:
    """Issues, each a choice or a number; the reading knows them from here on."""
    if not isinstance(node, Map):
        return reading.wrong(node, path, _ISSUES.what)
    issues = []
    for key, value in node.entries:
        where = (*path, key.value)
        values = read_fields(ISSUE, reading, value, where)
        if values is None or not isinstance(value, Map):
            continue
        written = {entry.value for entry, _ in value.entries}
        if reading.misspelt(where, OPTION_KEYS):
            continue
        if "options" in written and written & NUMBER_KEYS:
            reading.report(
                value, where, Problem("issue", "options beside from, to, step or unit", "options for a choice, or from and to for a number")
            )
        elif "options" not in written and (missing := {"from", "to"} - written):
            what = "no options" if len(missing) == 2 else f"no {missing.pop()!r}"
            reading.report(
                value, where, Problem("issue", f"issue {key.value!r} has {what}", "options for a choice, or from and to for a number")
            )
        elif values["options"] is not None or None not in (values["start"], values["stop"]):
            issues.append(build_issue(key.value, **values))
    reading.issues = {issue.id: issue for issue in issues}
    return tuple(issues)


ISSUES = Codec(_ISSUES.what, _read_issues, _ISSUES.write, _ISSUES.schema)

# --- links and consents

_LINK_OWN = (
    Field("kind", word("kind of link", LINK_KINDS), "Why it cannot be undone by consent."),
    Field("title", TEXT, "A short name."),
    Field("why", TEXT, "The reason, in a sentence."),
    Field("source", NAME, "The source or statement that it rests on."),
    Field("who", one_or_list(NAME), "Who could change it.", ()),
    Field("soften", map_of(NUMBER, "a mapping from parties to numbers above 0"), "It may be waived: what that asks of whom.", ()),
)
_ID = Field("id", NAME, "Its id, once in the list.", required=True)
_LINK_FIELDS = (_ID, *FORM_FIELDS, *_LINK_OWN)


def _take_link(link: Link) -> dict[str, Any]:
    return {"id": link.id, **take_form(link.form), **{field.slot: getattr(link, field.slot) for field in _LINK_OWN}}


LINK = Table("a link", _LINK_FIELDS, Link, _take_link, FORM_RULES)


def _read_link(reading: Reading, node: Node, path: Path) -> Any:
    values = read_fields(LINK, reading, node, path)
    form = MISSING if values is None else read_form(reading, node, path, values)
    return MISSING if values is None or isinstance(form, Missing) else Link(form=form, **values)


LINKS = list_of(Codec("a link", _read_link, lambda link: write_fields(LINK, _take_link(link)), record(LINK).schema), "a list of links")
CONSENT = plain_table(
    "a line of consents",
    (
        Field("who", NAME, "Whose consent is needed.", required=True),
        Field("on", CONDITION, "For which packages; {} is the whole.", None, required=True),
        Field("stage", word("stage", ("table", "ratify")), "When: at the table, or to ratify."),
        Field("from", DAY, "The first day on which the line holds.", None, name="since"),
        Field("until", DAY, "The last day on which it holds.", None),
    ),
    Consent,
)
CONSENTS = list_of(record(CONSENT), "a list of lines {who, on}")

# --- terms and red lines

TERM = plain_table(
    "a term",
    (Field("when", CONDITION, "Where it is added.", None, required=True), Field("worth", WORTH, "What is added.", None, required=True)),
    Term,
)
TERMS = list_of(record(TERM), "a list of terms {when, worth}")
_LINE_OWN = (
    Field("soften", PRICE, "What giving the line up asks of the party, in its own points; left out: it does not.", None),
    Field("until", DAY, "The last day on which it holds.", None),
    Field("title", TEXT, "What the line says."),
    Field("chance", NUMBER, "How likely it is that the line really holds, above 0; 1 when nothing is said.", Fraction(1)),
)
_LINE_FIELDS = (_ID, *FORM_FIELDS, *_LINE_OWN, *SINCE_FIELDS)


def _take_line(line: RedLine) -> dict[str, Any]:
    own = {field.slot: getattr(line, field.slot) for field in _LINE_OWN}
    return {"id": line.id, **take_form(line.form), **own, **take_since(line.origin, line.since)}


RED_LINE = Table("a red line", _LINE_FIELDS, RedLine, _take_line, FORM_RULES)


def _read_line(reading: Reading, node: Node, path: Path) -> Any:
    values = read_fields(RED_LINE, reading, node, path)
    form = MISSING if values is None else read_form(reading, node, path, values)
    if values is None or isinstance(form, Missing):
        return MISSING
    origin, since = origin_and_day(reading, node, path, values)
    return RedLine(form=form, origin=origin, since=since, **values)


RED_LINES = list_of(
    Codec("a red line", _read_line, lambda line: write_fields(RED_LINE, _take_line(line)), record(RED_LINE).schema), "a list of red lines"
)
