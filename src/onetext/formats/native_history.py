"""The tables of the native format: proposals and replies, and the record of what was said and done."""

from __future__ import annotations

from typing import Any

from onetext.errors import Path, Problem
from onetext.formats.native_codecs import (
    DAY,
    EDTF,
    MISSING,
    NAME,
    TEXT,
    TEXT_SCHEMA,
    WHOLE,
    Codec,
    Json,
    Plain,
    Reading,
    list_of,
    map_of,
    one_or_list,
    word,
)  # fmt: skip
from onetext.formats.native_parts import BASIS, CONDITION, EVIDENCE, PACKAGE, PART_SCHEMA
from onetext.formats.native_records import Field, Table, keyed, plain_table, record
from onetext.formats.yaml_nodes import Map, Node, Seq
from onetext.model.conditions import Among, meets
from onetext.model.positions import Origin
from onetext.model.records import (
    REPLIES,
    STANCES,
    Alternative,
    Channel,
    Confirmed,
    Deadline,
    Event,
    Proposal,
    Reply,
    Resolved,
    Source,
    Statement,
)  # fmt: skip

# --- proposals and replies


PROPOSAL = plain_table(
    "a proposal",
    (
        Field("title", TEXT, "Its name."),
        Field("by", NAME, "Who put it forward."),
        Field("date", DAY, "When.", None),
        Field("package", PACKAGE, "What it proposes; issues left out are open.", None, required=True),
        Field("source", NAME, "Where it is written."),
        Field("evidence", EVIDENCE, "The ids of the statements behind it.", ()),
    ),
    Proposal,
)
SAYS = word("reply", REPLIES)
REPLY = Table(
    "a reply",
    (
        Field("who", NAME, "Who replies.", required=True),
        Field("to", NAME, "To which proposal.", required=True),
        Field("says", SAYS, "To the whole."),
        Field("date", DAY, "When.", None),
        Field("on", map_of(SAYS, "a mapping from issues to yes, no, if or silent"), "Issue by issue.", ()),
        Field("from", BASIS, "Where it comes from.", "statement", name="basis"),
        Field("evidence", EVIDENCE, "The ids of the statements behind it.", ()),
    ),
    lambda basis, evidence, **values: Reply(**values, origin=Origin(basis, evidence)),
    lambda r: {
        "who": r.who,
        "to": r.to,
        "says": r.says,
        "date": r.date,
        "on": r.on,
        "basis": r.origin.basis,
        "evidence": r.origin.evidence,
    },
)

RESOLVED = plain_table(
    "a contradiction resolved",
    (
        Field("by", TEXT, "The person who resolved it.", required=True),
        Field("holds", TEXT, "Which of its two sides holds, by the name that is printed with it.", required=True),
        Field("date", DAY, "When.", None),
        Field("why", TEXT, "Why, in a sentence."),
    ),
    Resolved,
)

# --- statements and their sources

ON_WHAT = "an issue, a list of issues, or a mapping from issues to options"


_ISSUES = one_or_list(NAME, short=True)


def _read_on(reading: Reading, node: Node, path: Path) -> Any:
    """What a statement is about; a range stands for the amounts in it, no option for the whole issue."""
    if not isinstance(node, Map):
        issues = _ISSUES.read(reading, node, path)
        return MISSING if issues is MISSING else tuple((issue, ()) for issue in issues)
    about: list[tuple[str, tuple[str, ...]]] = []
    for key, value in node.entries:
        if value == Seq((), value.line, value.col):
            about.append((key.value, ()))
            continue
        alone = Map(((key, value),), value.line, value.col)
        for issue_id, part in CONDITION.read(reading, alone, path).parts:
            if isinstance(part, Among):
                about.append((issue_id, part.options))
                continue
            issue = reading.issues.get(issue_id)
            found = tuple(issue.options[place].id for place in meets(part, issue)) if issue is not None and issue.grid is not None else ()
            if issue is not None and not found:
                reading.report(
                    value, (*path, issue_id), Problem("range", f"no option of {issue_id!r} lies there", "options, or a range of a number")
                )
            about.append((issue_id, found))
    return tuple(about)


def _write_on(about: tuple[tuple[str, tuple[str, ...]], ...]) -> Plain:
    if not any(options for _, options in about):
        return _ISSUES.write(tuple(issue for issue, _ in about))
    return {issue: options[0] if len(options) == 1 else list(options) for issue, options in about}


_ON_SCHEMA: Json = {
    "anyOf": [
        TEXT_SCHEMA,
        {"type": "array", "items": TEXT_SCHEMA},
        {"type": "object", "additionalProperties": {"anyOf": [*PART_SCHEMA["anyOf"], {"maxItems": 0}]}},
    ]
}
ON = Codec(ON_WHAT, _read_on, _write_on, _ON_SCHEMA)


def _read_span(reading: Reading, node: Node, path: Path) -> Any:
    if not isinstance(node, Seq) or len(node.items) != 2:
        return reading.wrong(node, path, SPAN.what)
    ends = tuple(WHOLE.read(reading, item, (*path, i)) for i, item in enumerate(node.items))
    return MISSING if MISSING in ends else ends


SPAN = Codec(
    "[start, end], in characters of the file",
    _read_span,
    lambda span: [str(span[0]), str(span[1])],
    {"type": "array", "items": WHOLE.schema, "minItems": 2, "maxItems": 2},
)
CONFIRMED = plain_table(
    "confirmed",
    (Field("by", TEXT, "Who checked it against its source.", required=True), Field("date", DAY, "When.", None)),
    Confirmed,
)
SOURCE = plain_table(
    "a source",
    (
        Field("title", TEXT, "Its title."),
        Field("file", TEXT, "Its file in the folder of the case."),
        Field("date", EDTF, "Its date."),
        Field("url", TEXT, "Its address."),
    ),
    Source,
)
STATEMENT = plain_table(
    "a statement",
    (
        Field("who", TEXT, "Who said it."),
        Field("for", NAME, "The party spoken for.", name="speaks_for"),
        Field("on", ON, "The issue, and the options if it names any.", (), name="issue"),
        Field("stance", word("stance", STANCES), "The stance taken to them."),
        Field("quote", TEXT, "The words."),
        Field("claim", TEXT, "What is claimed, in neutral words."),
        Field("source", NAME, "The source."),
        Field("at", SPAN, "Where in the source's file the words stand.", None),
        Field("said", EDTF, "When it was said."),
        Field("chain", list_of(TEXT), "Through whom it came, the speaker first.", ()),
        Field("to", TEXT, "To whom."),
        Field("channel", TEXT, "By which channel."),
        Field("grade", TEXT, "Source A-F and information 1-6, X unknown: B2."),
        Field("confirmed", record(CONFIRMED), "Who checked it, and when.", None),
        Field("flags", one_or_list(TEXT), "Marks of doubt.", ()),
    ),
    Statement,
)

# --- events, channels, alternatives, deadlines

PEOPLE = one_or_list(NAME)
EVENT = plain_table(
    "an event",
    (
        Field("what", TEXT, "What happened."),
        Field("date", EDTF, "When."),
        Field("who", PEOPLE, "Who took part.", ()),
        Field("level", TEXT, "At which level."),
        Field("minutes", WHOLE, "How long it took.", None),
        Field("place", TEXT, "Where."),
        Field("outcome", TEXT, "How it ended."),
        Field("evidence", EVIDENCE, "The ids of the statements behind it.", ()),
    ),
    Event,
)
CHANNEL = plain_table(
    "a channel",
    (
        Field("between", PEOPLE, "Between whom.", None, required=True),
        Field("level", TEXT, "At which level."),
        Field("state", TEXT, "Its state."),
        Field("since", EDTF, "Since when."),
        Field("evidence", EVIDENCE, "The ids of the statements behind it.", ()),
    ),
    Channel,
)
ALTERNATIVE = plain_table(
    "an alternative",
    (
        Field("of", PEOPLE, "Whose.", None, required=True),
        Field("kind", TEXT, "Of what kind."),
        Field("direction", TEXT, "Whether it gets better or worse."),
        Field("claim", TEXT, "What is claimed."),
        Field("evidence", EVIDENCE, "The ids of the statements behind it.", ()),
    ),
    Alternative,
)
DEADLINE = plain_table(
    "a deadline",
    (
        Field("date", DAY, "The day.", None, required=True),
        Field("what", TEXT, "What ends or falls due.", required=True),
        Field("source", NAME, "Where it is written."),
    ),
    Deadline,
)
PROPOSALS, SOURCES, STATEMENTS, EVENTS, RESOLUTIONS = (
    keyed(PROPOSAL, "proposals"), keyed(SOURCE, "sources"), keyed(STATEMENT, "statements"), keyed(EVENT, "events"),
    keyed(RESOLVED, "resolutions"),
)  # fmt: skip
REPLIES_TO, DEADLINES, CHANNELS, ALTERNATIVES = (
    list_of(record(REPLY), "a list of replies"), list_of(record(DEADLINE), "a list of deadlines"),
    list_of(record(CHANNEL), "a list of channels"), list_of(record(ALTERNATIVE), "a list of alternatives"),
)  # fmt: skip
