"""Views, logs and states of a session as lines of plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap
from typing import TYPE_CHECKING

from onetext.cli.output import WIDTH
from onetext.process.telling import Naming, ended

if TYPE_CHECKING:
    from onetext.analysis.leaks.results import Leaks
    from onetext.api.table.verifying import TableVerified
    from onetext.api.table.views import Question, TableLog, TableMove, TableStatus, TableView


def move_lines(move: TableMove) -> Iterator[str]:
    """What a move led to."""
    for says in move.says:
        yield from _hanging("", says)


def view_lines(view: TableView, name: Naming) -> Iterator[str]:
    """The session as a viewer knows it; `name` says how things are called."""
    yield f"{view.title}, as {_viewer(view.viewer, name)} knows it"
    yield f"{view.procedure} procedure, {view.mode} mode, round {view.round}: {view.phase}"
    yield from _listed("At the table", (", ".join(view.at_the_table),))
    yield from _listed("Delegates", view.delegates)
    yield from _draft(view, name)
    yield from _listed("Brackets", view.brackets)
    yield from _listed("Lifted", view.lifted)
    yield from _listed("Questions", map(_question, view.questions))
    yield from _listed("Said", view.said)
    yield from _listed("Told by the mediator", view.disclosed)
    yield from _listed("Meetings", view.meetings)
    yield from _listed("Lines of contact", map(_channel, view.channels))
    yield from _listed("Put to yes or no", (view.vote,) if view.vote else ())
    yield from _listed("Signatures", view.signatures)
    yield from _listed("May now", (", ".join(view.may) or "nothing any more",))


def _viewer(viewer: str, name: Naming) -> str:
    """A viewer in a sentence."""
    called = name(viewer)
    return f"{called[:1].lower()}{called[1:]}" if called.startswith("The ") else called


def _draft(view: TableView, name: Naming) -> Iterator[str]:
    """What the draft puts forward, option by option, in the form in which it is typed and in words; then what else is settled."""
    settled = dict(view.settled)
    if view.draft is not None:
        yield ""
        yield f"Draft {view.draft} puts forward" if view.package else f"Draft {view.draft} puts no package forward"
        yield from _options(view.package, name, settled)
    rest = [(issue, option) for issue, option in view.settled if dict(view.package).get(issue) != option]
    if rest:
        yield ""
        yield "Settled"
        yield from _options(rest, name, {})


def _options(options: Iterable[tuple[str, str]], name: Naming, settled: Mapping[str, str]) -> Iterator[str]:
    typed = {f"{issue}={option}": (issue, option) for issue, option in options}
    width = min(max(map(len, typed), default=0), WIDTH // 3)
    for short, (issue, option) in typed.items():
        mark = " (settled)" if settled.get(issue) == option else ""
        yield from _hanging(f"  {short.ljust(width)}  ", f"{name.option(issue, option)}{mark}")


def _question(one: Question) -> str:
    """A question and how it stands: `seller-1: Below what value ... Answered, sealed: 40 points.`"""
    state = f"{one.state[:1].upper()}{one.state[1:]}"
    return f"{one.question}: {one.asks[:1].upper()}{one.asks[1:]}. {ended(f'{state}: {one.answer}' if one.answer else state)}"


def _channel(line: str) -> str:
    """A line of contact below its heading."""
    return line.removeprefix("Line of contact between ")


def log_lines(log: TableLog, name: Naming, mediator: str) -> Iterator[str]:
    """What happened, one numbered entry after the other."""
    whole = "Everything that happened; times are UTC."
    own = f"What {name(log.viewer)} did and was shown; times are UTC, and of what others did the day alone is known."
    yield from _hanging("", whole if log.viewer == mediator else own)
    yield ""
    width = len(str(max(len(log.entries) - 1, 0)))
    for entry in log.entries:
        says = f"{entry.says} It says: {ended(entry.answer)}" if entry.answer else entry.says
        yield from _hanging(f"{entry.n:>{width}}  {_when(entry.at):<16}  ", says)


def status_lines(status: TableStatus) -> Iterator[str]:
    """How the session stands for a viewer."""
    yield f"{status.title}: {status.procedure} procedure, {status.mode} mode, round {status.round}"
    yield f"{status.phase[:1].upper()}{status.phase[1:]}. {status.settled} of {status.issues} issues settled."
    if status.gate:
        yield f"{status.gate[:1].upper()}{status.gate[1:]}."
    width = max(len(party.name) for party in status.parties)
    yield ""
    yield f"{'party'.ljust(width)}  asked  answered  confided  told  met"
    for one in status.parties:
        left = "  left the table" if one.left else "  has voted" if one.voted else ""
        yield f"{one.name.ljust(width)}  {one.asked:>5}  {one.answered:>8}  {one.confided:>8}  {one.told:>4}  {one.met:>3}{left}"
    yield from _listed("Lines of contact", map(_channel, status.channels))
    yield ""
    yield f"{status.entries} entries; head {status.words}"
    yield f"Kept in {status.database}"


def leak_lines(found: Leaks) -> Iterator[str]:
    """What a disclosure would give away."""
    for line in found.says:
        bullet = "- " if line.startswith("- ") else ""
        yield from _hanging(bullet, line.removeprefix(bullet)) or [""]


def verified_lines(found: TableVerified) -> Iterator[str]:
    """What was checked of a record, and what does not hold."""
    yield f"Session {found.session}"
    for stream in found.streams:
        rounds = f"; rounds proven: {', '.join(map(str, stream.rounds))}" if stream.rounds else ""
        yield from _hanging("  ", f"{stream.stream}: {stream.entries} entries{rounds}; head {stream.words}")
    for one in found.receipts:
        yield from _hanging("  ", f"{one.receipt}: {one.says}")
    for wrong in found.wrong:
        yield from _hanging("  ", f"{wrong.stream}, {wrong.place}: {wrong.says}")
    yield "Everything holds." if found.holds else f"Does not hold: {len(found.wrong)} finding{'s' if len(found.wrong) > 1 else ''}."


def _listed(title: str, lines: Iterable[str]) -> Iterator[str]:
    """A heading with its lines; nothing where there are none."""
    some = tuple(lines)
    if some:
        yield ""
        yield title
        for line in some:
            yield from _hanging("  ", line)


def _hanging(head: str, text: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent=head, subsequent_indent=" " * len(head), break_long_words=False, break_on_hyphens=False)


def _when(at: str) -> str:
    """A day, with the time where it is known."""
    return at[:16].replace("T", " ")
