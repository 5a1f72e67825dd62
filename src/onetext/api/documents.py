"""Documents and the statements proposed from them: read, put into a case, confirmed by a named person."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from onetext.api.reading import BUNDLED, PathLike, gather, located
from onetext.api.writing import write_whole
from onetext.errors import UsageError
from onetext.model import shown
from onetext.model.case import Case
from onetext.model.records import Confirmed, Source, Statement
from onetext.model.shown import Shape

if TYPE_CHECKING:
    from onetext.evidence.outside import Admitted
    from onetext.evidence.proposals import Proposal, Read
    from onetext.evidence.reviews import Review

EDTF = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
SURE = "tier-A"
"""The flag of a statement whose words and speaker are safe enough to be confirmed in bulk."""


def read(path: PathLike, *, case: Case | None = None, day: str = "", outlet: str = "") -> Read:
    """The statements that a document says somebody made, as proposals; nothing in them is confirmed.

    Text, Markdown, HTML, PDF and Word (the last three with the extra `evidence`). `case`: whose parties and issues are guessed.
    `day`: the document's date, in EDTF; `outlet`: who brings it. Raises InputError for a file that cannot be read.
    """
    from onetext.evidence.document import Document
    from onetext.evidence.loading import load_document
    from onetext.evidence.propose import propose

    if day and not EDTF.fullmatch(day):
        raise UsageError(f"no date: {day!r}; allowed: a date such as 2031-05-01")
    files = gather((path,))
    if len(files.data) != 1:
        raise UsageError(f"{path} is no single file; allowed: one document at a time")
    ((name, data),) = files.data.items()
    found = load_document(files.shown[name], data)
    return propose(Document(found.text, Path(name).name, outlet or found.outlet, day or found.date), case)


def also_by(found: Read, way: str, *, endpoint: str = "", model: str = "") -> Admitted:
    """The reading with further proposals, `grammar` (spaCy) or `endpoint` (a language model); each passes the span gate or is dropped.

    Raises UsageError for another way, or where it is not there.
    """
    from onetext.evidence.grammar import by_grammar
    from onetext.evidence.outside import admitted

    if way == "grammar":
        return admitted(found, by_grammar(found.document.text, **({"model": model} if model else {})), "grammar")
    if way == "endpoint":
        from onetext.api.endpoint import by_endpoint

        return admitted(found, by_endpoint(found.document.text, endpoint, model), f"endpoint:{model}")
    raise UsageError(f"no further way {way!r}; known: grammar, endpoint")


def with_annotations(found: Read, path: PathLike) -> Read:
    """The reading with the Web Annotations of a file; InputError with each whose words do not stand in the document."""
    from onetext.evidence.annotations import from_annotations
    from onetext.evidence.document import Document
    from onetext.evidence.outside import admitted

    ((name, data),) = gather((path,)).data.items()
    try:
        page = json.loads(data)
    except ValueError:
        page = None
    text = found.document.text
    rows = from_annotations(page, Document(text), name)
    return admitted(found, [{"start": a, "end": b, "text": text[a:b], "speaker": who} for a, b, who, _ in rows], "annotation").read


def statements_of(found: Read, source: str, review: Review | None = None) -> tuple[Source, tuple[Statement, ...]]:
    """A document and its proposals as a case file holds them: without a stance, on no issue and for no party that nobody chose.

    A guessed party stands among the flags. Those that a review accepted are confirmed by whoever reviewed, all others are not; those
    that it rejected are left out.
    """
    document = found.document
    held = Source(source, title=document.outlet or document.name, file=document.name, date=document.date)
    kept = found if review is None else reviewed_by(found, review)
    mark = None if review is None else Confirmed(review.by, review.day)
    accepted = () if review is None else [one for one, speaker in review.speakers.items() if speaker is not None]
    return held, tuple(replace(_statement(one, source), confirmed=mark if one.id in accepted else None) for one in kept.proposals)


def reviewed_by(found: Read, review: Review) -> Read:
    """The proposals as a review leaves them."""
    from onetext.evidence.reviews import reviewed

    return reviewed(found, review)


def load_review(path: PathLike, found: Read) -> Review:
    """The review in a file that the page saved; InputError where it is none, or of another text."""
    from onetext.evidence.reviews import read_review

    ((name, data),) = gather((path,)).data.items()
    try:
        told = json.loads(data)
    except ValueError:
        told = None
    return read_review(told, found, name)


def _statement(one: Proposal, source: str) -> Statement:
    verbatim = one.kind in ("quoted", "block", "turn", "post")
    words = " ".join(one.text.split())
    return Statement(
        f"{source}-{one.id}",
        who=one.speaker,
        quote=words if verbatim else "",
        claim="" if verbatim else words,
        source=source,
        at=(one.start, one.end),
        said=one.date.edtf or "",
        chain=one.chain,
        to=one.addressee,
        channel=one.channel,
        flags=(*((SURE,) if one.tier == "A" else ()), *((f"perhaps-for-{one.party}",) if one.party else ()), *one.flags),
    )


def source_id(name: str, taken: Sequence[str] = ()) -> str:
    """An id for a document: its name without its end, and a number where that is taken."""
    stem = re.sub(r"[^\w]+", "-", Path(name).stem.lower()).strip("-") or "document"
    names = (stem if not n else f"{stem}-{n + 1}" for n in range(len(taken) + 1))
    return next(one for one in names if one not in taken)


def write_read(found: Read, out: PathLike, review: Review | None = None, form: str = "") -> tuple[str, ...]:
    """Write proposals by how the file's name ends, or in the `form` of another end.

    .yaml: sources and statements of a case; .html: a page to review them; .jsonl: a proposal a line; .jsonld: Web Annotations.
    UsageError for another end.
    """
    target = Path(out)
    suffix = form or target.suffix
    if suffix not in MAKERS:
        raise UsageError(f"no form is known for {target.name!r}; allowed: a name that ends with {', '.join(MAKERS)}")
    return write_whole({target: MAKERS[suffix](found, review).encode()})


def _yaml(found: Read, review: Review | None) -> str:
    from onetext.formats.native_edit import fragment

    source, statements = statements_of(found, source_id(found.document.name), review)
    return fragment([source], statements)


def _html(found: Read, review: Review | None) -> str:
    from onetext.report.review import to_html

    return to_html(found.to_dict())


def _jsonl(found: Read, review: Review | None) -> str:
    rows = (found if review is None else reviewed_by(found, review)).to_dict()["proposals"]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _jsonld(found: Read, review: Review | None) -> str:
    from onetext.evidence.annotations import to_annotations
    from onetext.evidence.document import Document

    page = to_annotations(found if review is None else reviewed_by(found, review), Document(found.document.text, found.document.name))
    return json.dumps(page, ensure_ascii=False, indent=2) + "\n"


MAKERS = {".yaml": _yaml, ".yml": _yaml, ".html": _html, ".jsonl": _jsonl, ".jsonld": _jsonld}
"""By how a file's name ends, how proposals are written into it."""


def add_to_case(found: Read, path: PathLike, case: Case, review: Review | None = None) -> tuple[str, ...]:
    """Add a document and its proposals to a native case file, unconfirmed but for those that a review accepted; comments and all else
    in it stay.

    The file is read again as a case before it is written. Raises InputError or UsageError, with nothing written.
    """
    from onetext.formats.native_edit import with_statements

    target = own_file(path)
    source, statements = statements_of(found, source_id(found.document.name, [one.id for one in case.sources]), review)
    return _written(target, with_statements(target.read_text("utf-8"), [source], statements, str(target)))


@dataclass(frozen=True, slots=True)
class Open:
    """A statement that nobody has confirmed, and what stands around its words in the source's file ("" where that is not there)."""

    statement: Statement
    before: str = ""
    behind: str = ""


AROUND = 200


def open_statements(case: Case, path: PathLike) -> tuple[Open, ...]:
    """The statements of a case that nobody has confirmed, in file order."""
    from onetext.evidence.loading import load_document

    folder = own_file(path).parent
    files = {source.id: folder / source.file for source in case.sources if source.file}
    texts: dict[str, str] = {}
    found = []
    for one in case.statements:
        if one.confirmed is not None:
            continue
        file = files.get(one.source)
        if file is not None and one.source not in texts:
            own = file.is_file() and file.resolve().is_relative_to(folder.resolve())  # nothing beyond the case's folder is opened
            texts[one.source] = load_document(file.name, file.read_bytes()).text if own else ""
        text = texts.get(one.source, "")
        start, end = one.at or (0, 0)
        near = text[max(0, start - AROUND) : start], text[end : end + AROUND]
        found.append(Open(one, *near) if text and one.at else Open(one))
    return tuple(found)


def sure_ones(case: Case) -> tuple[str, ...]:
    """The ids of open statements that may be confirmed in bulk: words and speaker of tier A, no stance and no issue said; whom a
    speaker speaks for is never confirmed so."""
    return tuple(
        one.id
        for one in case.statements
        if one.confirmed is None and SURE in one.flags and not one.stance and not one.issue and not one.speaks_for
    )


@dataclass(frozen=True, slots=True)
class Marked:
    """Which statements a person confirmed, by their ids, and how many are open."""

    confirmed: tuple[str, ...]
    open: int

    SHAPE = Shape("onetext/confirm/1")
    to_dict = shown.to_dict


def confirm(path: PathLike, ids: Sequence[str], by: str, day: date) -> tuple[str, ...]:
    """Mark statements of a native case file as confirmed by a person on a day; comments and all else stay."""
    from onetext.formats.native_edit import with_confirmed

    if not by.strip():
        raise UsageError("nobody is named who confirms; allowed: --by NAME")
    target = own_file(path)
    marks: Mapping[str, Confirmed] = {one: Confirmed(by.strip(), day) for one in ids}
    return _written(target, with_confirmed(target.read_text("utf-8"), marks, str(target))) if marks else ()


def _written(target: Path, text: str) -> tuple[str, ...]:
    """Write an edited case file that reads as a case."""
    from onetext.api.reading import Files, read_case

    read_case(Files({target.name: text.encode()}, {target.name: str(target)}), "native")
    return write_whole({target: text.encode()})


def own_file(path: PathLike) -> Path:
    """The native case file of a scenario that can be edited; UsageError for a bundled case, or one of another format."""
    found = located(str(path))
    file = found / "case.yaml" if found.is_dir() else found
    if file.suffix not in (".yaml", ".yml") or not file.is_file():
        raise UsageError(f"{path} is no native case file; allowed: a .yaml file, or a folder with case.yaml")
    if BUNDLED in file.resolve().parents:
        raise UsageError(f"{path} is a bundled case; allowed: a copy of it, by `onetext new FILE --template NAME`")
    return file
