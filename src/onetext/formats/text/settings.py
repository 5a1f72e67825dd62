"""The head of `text.md`: settings between two lines `---`, a line each."""

from __future__ import annotations

from typing import Any, NamedTuple

from onetext.formats.text.sources import At
from onetext.model.checks import unknown
from onetext.model.text.changes import SETTING_FIELDS, Settings
from onetext.model.text.values import Text

FENCE = "---"
WHOLE = "nothing is agreed until everything is agreed"
EARLY = "early harvest of "
DIRECTIONS = {"rightward": True, "leftward": False}
KEYS = ("language", "direction", "articles are called", "annexes are called", "agreement")
START = Settings(*(getattr(Text(), name) for name in SETTING_FIELDS))


class Head(NamedTuple):
    """What the head says, how many lines it takes, and what is wrong: place, message, what is allowed."""

    settings: Settings
    lines: int
    wrong: tuple[tuple[At, str, str], ...]


def read_settings(lines: list[str], first: int) -> Head:
    """The settings at the head of some lines; those of a text that says none where it has no head."""
    if not lines or lines[0].strip() != FENCE:
        return Head(START, 0, ())
    values: dict[str, Any] = {name: getattr(START, name) for name in SETTING_FIELDS}
    wrong: list[tuple[At, str, str]] = []
    for number, line in enumerate(lines[1:], 1):
        if line.strip() == FENCE:
            return Head(Settings(**values), number + 1, tuple(wrong))
        key, colon, said = (part.strip() for part in line.partition(":"))
        if key and (problem := _set(values, key, said if colon else "")):
            wrong.append(((first + number, 1), *problem))
    return Head(START, len(lines), (((first, 1), "the head of the text is not closed", f"a line {FENCE!r} after its settings"),))


def _set(values: dict[str, Any], key: str, said: str) -> tuple[str, str] | None:
    """Take one setting; what is wrong with it, and what is allowed."""
    if key not in KEYS:
        problem = unknown("setting of the text", key, KEYS, ())
        return problem.message, problem.allowed
    if not said:
        return f"{key!r} says nothing", f"{key}: ..."
    if key == "direction":
        if said not in DIRECTIONS:
            return f"direction {said!r}", " or ".join(DIRECTIONS)
        values["rightward"] = DIRECTIONS[said]
    elif key == "agreement":
        if said != WHOLE and not said.startswith(EARLY):
            return f"agreement {said!r}", f"{WHOLE!r}, or {EARLY!r} and articles"
        values["early"] = () if said == WHOLE else tuple(one.strip() for one in said.removeprefix(EARLY).split(",") if one.strip())
    else:
        values[{"language": "language", "articles are called": "called", "annexes are called": "annexes_called"}[key]] = said
    return None


def write_settings(settings: Settings) -> list[str]:
    """The lines of the head: how agreement comes about always, the rest where it is not as usual."""
    lines = [FENCE]
    lines += [f"language: {settings.language}"] if settings.language != START.language else []
    lines += [f"direction: {next(k for k, v in DIRECTIONS.items() if v == settings.rightward)}"] if not settings.rightward else []
    lines += [f"articles are called: {settings.called}"] if settings.called != START.called else []
    lines += [f"annexes are called: {settings.annexes_called}"] if settings.annexes_called != START.annexes_called else []
    lines.append(f"agreement: {EARLY + ', '.join(settings.early) if settings.early else WHOLE}")
    return [*lines, FENCE]
