"""The tables of the native format: the text and its drafts, in the case file or beside it as `text.md` and `drafts/N.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from onetext.errors import InputError, Path, Problem
from onetext.formats.native_codecs import DAY, MISSING, NAME, TEXT, TEXT_SCHEMA, TRUTH, WHOLE, Codec, Reading, list_of, one_or_list
from onetext.formats.native_emit import document
from onetext.formats.native_parts import PACKAGE
from onetext.formats.native_records import Field, Table, attributes, read_fields, record, write_fields
from onetext.formats.text import ReadText, read_text, write_article, write_block, write_content, write_text
from onetext.formats.text.settings import write_settings
from onetext.formats.yaml_nodes import Map, Node, Text, decoded, read_nodes
from onetext.model.text import values
from onetext.model.text.changes import SETTINGS, Settings, Unit, settings
from onetext.model.text.drafts import Draft, Edit, latest
from onetext.model.text.walk import NOTES, TITLE, Place

TEXT_WHAT = "the text, as a block of lines after '|'"


def _read_text(reading: Reading, node: Node, path: Path) -> Any:
    if not isinstance(node, Text):
        return reading.wrong(node, path, TEXT_WHAT)
    read = read_text(node.value, reading.file, node.line + 1, 0)
    reading.problems += list(read.problems)
    reading.text_places.update(read.places)
    return MISSING if read.problems else read.text


THE_TEXT = Codec(TEXT_WHAT, _read_text, write_text, {"type": "string"})

AT_WHAT = "title, settings, an article, or article/paragraph, preamble/paragraph, notes/note"


def _read_at(reading: Reading, node: Node, path: Path) -> Any:
    if not isinstance(node, Text) or not node.value:
        return reading.wrong(node, path, AT_WHAT)
    return tuple(node.value.split("/", 1))


AT = Codec(AT_WHAT, _read_at, "/".join, TEXT_SCHEMA)
EDIT_FIELDS = (
    Field("at", AT, "The unit of the text.", None, required=True),
    Field("after", TEXT, "The unit behind which it stands from now on; nothing: in front.", None),
    Field("gone", TRUTH, "Whether it is left out from now on.", False),
    Field("asked", one_or_list(NAME, short=True), "Who asked for it.", ()),
    Field("answers", one_or_list(NAME, short=True), "The statements that objected to what was there.", ()),
    Field("why", TEXT, "Why."),
    Field("now", TEXT, "What it says from now on, as in text.md.", None),
)


def _build_edit(reading: Reading, node: Node, path: Path) -> Any:
    said = read_fields(EDIT, reading, node, path)
    if said is None:
        return MISSING
    source, at = said["now"], said["at"]
    if source is None:
        return Edit(**said)
    place = next((value for key, value in node.entries if key.value == "now"), node) if isinstance(node, Map) else node
    read = read_text(_as_file(source, at), reading.file, place.line + 1, 0)
    if read.problems:
        reading.problems += list(read.problems)
        return MISSING
    unit = _unit(read.text, at)
    if unit is None or (len(at) == 2 and getattr(unit, "id", None) != at[1]):
        return reading.report(place, path, Problem("draft", f"no {'/'.join(at)} is said here", "the unit that 'at' names, as in text.md"))
    return Edit(**{**said, "now": unit})


def _as_file(source: str, at: Place) -> str:
    """The source of a unit, so that it reads as a text of its own."""
    return f"# {source}" if at == (TITLE,) else source


def _unit(text: values.Text, at: Place) -> Unit | None:
    """What a text of one unit holds of the kind that `at` names."""
    if at == (TITLE,):
        return text.title
    if at == (SETTINGS,):
        return settings(text)
    if len(at) == 1:
        return text.articles[0] if len(text.articles) == 1 and text.articles[0].id == at[0] else None
    among: tuple[Any, ...] = text.notes if at[0] == NOTES else text.preamble
    return among[0] if len(among) == 1 else None


def write_unit(unit: Unit) -> str:
    """A unit as it stands in text.md."""
    if isinstance(unit, Settings):
        return "\n".join(write_settings(unit)) + "\n"
    if isinstance(unit, values.Article):
        return write_article(unit)
    if isinstance(unit, values.Footnote):
        return write_text(values.Text(notes=(unit,))).partition("\n\n")[2].rstrip("\n") + "\n"
    if isinstance(unit, tuple):
        return write_content(unit)
    return write_block(unit)


EDIT = Table(
    "an edit", EDIT_FIELDS, Edit, lambda edit: {**attributes(EDIT_FIELDS)(edit), "now": None if edit.now is None else write_unit(edit.now)}
)
_EDIT = record(EDIT)
EDITS = list_of(Codec(_EDIT.what, _build_edit, _EDIT.write, _EDIT.schema))
DRAFT_FIELDS = (
    Field("draft", WHOLE, "Its number.", None, required=True, name="number"),
    Field("by", NAME, "Who made it.", required=True),
    Field("date", DAY, "When.", None),
    Field("why", TEXT, "Why."),
    Field("agreed", PACKAGE, "All that is agreed by then: issues with their options.", ()),
    Field("ad_referendum", PACKAGE, "All that is agreed subject to confirmation at home.", ()),
    Field("package", PACKAGE, "The package that it puts forward; issues left out are open.", ()),
    Field("asked", one_or_list(NAME, short=True), "Who asked for it as a whole.", ()),
    Field("answers", one_or_list(NAME, short=True), "The statements that it answers as a whole.", ()),
    Field("edits", EDITS, "What became of which unit of the text.", ()),
    Field("digest", TEXT, "SHA-256 of what the draft says and of the digest before it.", required=True),
)
DRAFT = Table("a draft", DRAFT_FIELDS, Draft, attributes(DRAFT_FIELDS))
ONE_DRAFT = record(DRAFT)
DRAFTS = list_of(ONE_DRAFT)

FOLDER_FILE = "case.yaml"
TEXT_FILE = "text.md"
DRAFT_FILE = re.compile(r"drafts/(\d{1,6})\.yaml")
At = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Laid:
    """Where the parts of a case lie: the case file, the text with the places of its parts, and the files of drafts."""

    file: str
    root: Node
    text_file: str = ""
    text_places: Mapping[Place, At] = field(default_factory=dict)
    drafts: tuple[tuple[str, Node], ...] = ()
    problems: list[Problem] = field(default_factory=list)

    def of(self, path: Path) -> tuple[str, Node | At, Path]:
        """The file of a path, and in it either the node from which the rest of the path leads on, or the place itself."""
        if path[:1] == ("text",) and self.text_places:
            steps = tuple(map(str, path[1:]))
            known = (steps[:end] for end in range(len(steps), 0, -1))
            return self.text_file, next((self.text_places[one] for one in known if one in self.text_places), (1, 1)), ()
        if path[:1] == ("drafts",) and self.drafts and len(path) > 1:
            file, node = self.drafts[min(int(path[1]), len(self.drafts) - 1)]
            return file, node, path[2:]
        return self.file, self.root, path


def draft_files(files: Mapping[str, bytes]) -> list[str]:
    """The names of the files that hold a draft, by number."""
    found = {name: DRAFT_FILE.fullmatch(name) for name in files}
    return sorted((name for name, match in found.items() if match), key=lambda name: int(DRAFT_FILE.fullmatch(name)[1]))  # type: ignore[index]


def beside(files: Mapping[str, bytes], values: dict[str, Any], reading: Reading, where: Laid) -> Laid:
    """Take the text and the drafts that stand beside the case file into its values; where all lies, with what is wrong there."""
    problems: list[Problem] = []
    text_file, places = where.file, dict(reading.text_places)
    if where.file == FOLDER_FILE and TEXT_FILE in files:
        if values["text"] is not None:
            problems.append(Problem("text", "a text here and one in the case file", "one of them", file=TEXT_FILE))
        read = _beside_text(files[TEXT_FILE])
        problems += read.problems
        text_file, places, values["text"] = TEXT_FILE, read.places, read.text
    names = draft_files(files) if where.file == FOLDER_FILE else []
    if names and values["drafts"]:
        problems.append(Problem("draft", "a draft here and some in the case file", "one of them", file=names[0]))
        names = []
    drafts: list[tuple[str, Node]] = []
    for name in names:
        node, unsound = read_nodes(name, files[name])
        own = Reading(name, issues=reading.issues)
        read_draft = ONE_DRAFT.read(own, node, ())
        drafts.append((name, node))
        problems += unsound + own.problems
        values["drafts"] += () if read_draft is MISSING else (read_draft,)
    if values["text"] is None and values["drafts"] and not (problems or reading.problems):
        with suppress(ValueError):  # a chain that does not hold together is told of as such
            values["text"] = latest(values["drafts"])
    return replace(where, text_file=text_file, text_places=places, drafts=tuple(drafts), problems=problems)


def _beside_text(data: bytes) -> ReadText:
    try:
        return read_text(decoded(TEXT_FILE, data), TEXT_FILE)
    except InputError as wrong:
        return ReadText(values.Text(), {}, wrong.problems)


def laid(files: Mapping[str, bytes], where: Laid) -> Laid:
    """Where all lies of a case that was read before."""
    reading = Reading(where.file)
    values = {"text": None, "drafts": ()}
    if isinstance(where.root, Map):
        for key, value in where.root.entries:
            if key.value == "text":
                THE_TEXT.read(reading, value, ("text",))
    return beside(files, values, reading, where)


def draft_file(draft: Draft) -> tuple[str, bytes]:
    """The file of a draft beside the case file: its name and what it holds."""
    return f"drafts/{draft.number}.yaml", document(write_fields(DRAFT, DRAFT.take(draft))).encode()
