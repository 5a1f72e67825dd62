"""What can go wrong that a caller can act on: one root, one class per kind of mistake."""

from __future__ import annotations

from dataclasses import dataclass, replace

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in what was handed in: what is wrong, what is allowed, and where.

    `path` leads through the case as its file writes it, for example
    `("positions", "north", "worth", "line")`; a format turns it into file, line and column (both from 1). `also` leads
    to a second place, where two things are wrong together; a format names it in the message.
    """

    code: str
    message: str
    allowed: str = ""
    path: Path = ()
    file: str = ""
    line: int = 1
    col: int = 1
    also: Path = ()

    def at(self, file: str, line: int, col: int) -> Problem:
        """The same problem at a place in a file."""
        return replace(self, file=file, line=line, col=col)

    def __str__(self) -> str:
        what = f"{self.message}; {self.allowed}" if self.allowed else self.message
        place = f"{self.file}:{self.line}:{self.col}" if self.file else ".".join(map(str, self.path))
        return f"{place}: {what}" if place else what


class OnetextError(Exception):
    """The root of every error that onetext raises on purpose."""


class InputError(OnetextError):
    """What was handed in is wrong; `problems` lists every mistake, first by place."""

    def __init__(self, problems: list[Problem] | tuple[Problem, ...]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class CaseError(InputError):
    """The parts of a case do not fit together; `problems` carry paths, not yet places."""


class UsageError(OnetextError):
    """A name or an argument that does not exist; the message lists what does."""


class WrongKey(OnetextError):
    """A key that does not open this: another holder's, another session's, or one that was replaced before it was sealed."""


class WrongPassphrase(OnetextError):
    """A passphrase that does not open the keys of this holder."""


class WrongShares(OnetextError):
    """Recovery words that are mistyped, too few, or not of one set."""


class NoKey(OnetextError):
    """There is no key record of what was asked for."""


class Locked(OnetextError):
    """A vault was used after its `with` block had ended."""


class Damaged(OnetextError):
    """Stored bytes are not what was stored: cut, changed, or in the wrong place."""


class CannotHold(OnetextError):
    """A format has no place for a part of the case; `parts` names each."""

    def __init__(self, format_name: str, parts: list[str] | tuple[str, ...]) -> None:
        self.parts = tuple(parts)
        super().__init__(f"{format_name} cannot hold: {'; '.join(self.parts)}")


class Cancelled(OnetextError):
    """The caller stopped the work before there was anything to show."""
