"""Starting a case: the bundled ones and a blank page as templates, and a case from a few answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from onetext.api.named import nearest
from onetext.api.reading import bundled, gather
from onetext.api.writing import write_whole
from onetext.errors import UsageError
from onetext.model.case import Case
from onetext.model.issues import Grid, Issue, Option, number_issue
from onetext.model.numbers import exact
from onetext.model.parties import Party

BLANK = "blank"
RANGE = re.compile(r"(\S+) to (\S+)(?: by (\S+))?(?: (.+))?")


def template_files(name: str) -> Mapping[str, bytes]:
    """The files of a template, comments and all; UsageError with the known names."""
    known = bundled()
    if name == BLANK:
        return {"case.yaml": (Path(__file__).parent / "blank.yaml").read_bytes()}
    if name not in known:
        raise UsageError(f"no template {name!r}; {nearest(name, [BLANK, *known])}")
    return gather((known[name],)).data


def written_new(target: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write a new case: one file as `target`, several as a folder; UsageError where something is there already."""
    if target.exists():
        raise UsageError(f"{target} exists already; allowed: a name that is free")
    if len(files) == 1:
        return write_whole({target: next(iter(files.values()))})
    if not target.parent.is_dir():
        raise UsageError(f"no folder {target.parent}; allowed: a folder that exists")
    for folder in sorted({(target / name).parent for name in files}):
        folder.mkdir(parents=True, exist_ok=True)
    return write_whole({target / name: data for name, data in files.items()})


def drafted(answers: Mapping[str, list[str] | str]) -> Mapping[str, bytes]:
    """The native file of a case made from the answers to `onetext new`'s questions.

    `parties` are names; `issues` are texts `question|options`, the options separated by `;` or a range
    `0 to 12 by 3 coins`. Nothing is known of anybody's position yet.
    """
    from onetext.formats import write

    names = [*answers["parties"]]
    mediator = str(answers["mediator"])
    ids = slugs([*names, *([mediator] if mediator else [])])
    parties = [Party(ids[place], name) for place, name in enumerate(names)]
    if mediator:
        parties.append(Party(ids[-1], mediator, ("mediator",)))
    texts = [text.partition("|") for text in answers["issues"]]
    made = [_issue(key, title, options) for key, (title, _, options) in zip(slugs(t for t, _, _ in texts), texts, strict=True)]
    return write(Case(title=str(answers["title"]), parties=tuple(parties), issues=tuple(made)), "native")


def _issue(key: str, title: str, options: str) -> Issue:
    match = RANGE.fullmatch(options.strip())
    if match is not None:
        try:
            start, stop, step = (exact(part) for part in (match[1], match[2], match[3] or "1"))
            return number_issue(key, title, Grid(start, stop, step, match[4] or ""))
        except ValueError:
            pass
    named = [part.strip() for part in options.split(";") if part.strip()]
    return Issue(key, title, tuple(Option(one, name) for one, name in zip(slugs(named), named, strict=True)))


def slugs(names: Iterable[str]) -> list[str]:
    """Short ids for names, in their own script, each different."""
    found: list[str] = []
    for name in names:
        words = re.findall(r"\w+", name.casefold())
        base = "-".join(words[:3])[:24] or "x"
        found.append(next(one for one in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if one not in found))
    return found
