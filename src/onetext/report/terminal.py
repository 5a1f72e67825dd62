"""The brief for a terminal: the bottom line first, then what to ask, what is in the way and who wants what.

Fits 100 columns, and any width from 60 up. Rich is imported when the first brief is printed. Colour only marks parties,
beside their letters; with NO_COLOR or in a pipe the same words come out plain.
"""

from collections.abc import Callable
from io import StringIO
from typing import TYPE_CHECKING, Any

from onetext.report import grid, rows, rows_record, screen, terminal_text, words
from onetext.report.brief import Brief, first_issues, party
from onetext.report.parts import Cell, Issue
from onetext.report.text import clean, count, day, listed, plain

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

WIDTH = 100


def to_terminal(brief: Brief, width: int = WIDTH, colour: bool = False) -> str:
    """The brief as text of at most `width` columns, with terminal colours where `colour`."""
    from rich.console import Console

    console = Console(
        file=StringIO(),
        width=width,
        force_terminal=colour,
        color_system="truecolor" if colour else None,
        highlight=False,
        legacy_windows=False,
    )
    show(brief, console)
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in shown.splitlines()) + "\n"


def show(brief: Brief, console: "Console") -> None:
    """Print the brief on a Rich console."""
    from rich.padding import Padding
    from rich.text import Text

    console.print(Text("\n".join(plain(w) for w in (words.running_head(brief), brief.banner) if w), style="dim"))
    console.print(Padding(screen.say(brief.bottom_line, "bold"), (1, 0, 0, 0)))
    screen.note(console, brief.lead, "")
    for way in brief.ways:
        opens = f"  (opens {count(way.opens, 'package')})" if way.opens else ""
        screen.item(console, screen.marks(brief, way.parties) or Text("∞ "), screen.say(words.capital(way.text)).append(opens, "dim"))
    for sentence in (brief.how, *(n.text for n in brief.notes)):
        screen.note(console, sentence)
    for section in words.sections(brief):
        body = BODIES.get(section.key)
        if body:
            console.print(
                Padding(Text(f"{section.number}  {section.title}" if section.number else section.title, style="bold"), (1, 0, 0, 0))
            )
            body(brief, console)
    console.print(Padding(Text("\n".join(w for w in _foot(brief) if w), style="dim"), (1, 0, 0, 0)))


def _ask(brief: Brief, console: "Console") -> None:
    from rich.text import Text

    for i, ask in enumerate(brief.ask, 1):
        screen.item(console, Text(f"{i}."), screen.say(ask.question).append(f" {plain(ask.why)}" if ask.why else "", "dim"))
    if brief.meeting:
        for title, items in (
            ("Last said", [s.text for s in brief.meeting.said]),
            ("Confidential from it", list(brief.meeting.confidential)),
        ):
            console.print(Text(title, style="bold"))
            for item in items or ["nothing on record"]:
                screen.item(console, Text("-"), screen.say(item))


def _common(brief: Brief, console: "Console") -> None:
    screen.note(console, brief.common_ground_note)
    console.print(screen.package(brief.common_ground) if brief.common_ground else "No issue has only one answer left.")


def _open(brief: Brief, console: "Console") -> None:
    screen.note(console, rows.open_note(brief))
    table = screen.plain_table("Package", "Would suit", "Yes still missing from")
    for one in brief.open:
        table.add_row(
            screen.package(rows.beyond_common(brief, one.package)),
            screen.marks(brief, one.accepting) or screen.say("not known", "dim"),
            screen.marks(brief, one.missing),
        )
    console.print(table)


def _conflicts(brief: Brief, console: "Console") -> None:
    from rich.text import Text

    screen.note(console, brief.conflicts_note)
    for i, conflict in enumerate(brief.conflicts):
        body = Text()
        for j, demand in enumerate(conflict):
            body.append("\n" if j else "").append_text(screen.who(brief, demand.party) if demand.party else Text("Link"))
            body.append(f" {words.DEMAND_MARKS[demand.kind]} {plain(demand.text)}")
        screen.item(console, Text(words.letter(i), style="bold"), body)
    terminal_text.at_stake(brief, console)


def _opens(brief: Brief, console: "Console") -> None:
    from rich.text import Text

    screen.note(console, brief.softenings_note)
    table = screen.plain_table("Who would move", "What it asks", "Opens", "For example")
    for row in rows.openings(brief):
        who = Text("\n").join(screen.who(brief, key) for key in row.who) if row.who else Text(f"No party\n{plain(row.who_note)}")
        table.add_row(who, Text("\n").join(map(screen.say, row.asks)), row.opens, screen.package(row.package))
    console.print(table) if table.rows else None


def _final(brief: Brief, console: "Console") -> None:
    final = brief.if_final
    if final is None:
        return
    console.print(screen.say(final.text))
    for way in final.ways:
        screen.item(
            console,
            screen.marks(brief, way.parties),
            screen.say(way.text + (f" (opens {count(way.opens, 'package')})" if way.opens else "")),
        )
    if final.left:
        screen.note(console, final.left_note)
        table = screen.plain_table("Issue", "Answers left")
        for row in final.left:
            table.add_row(screen.say(row.issue_label), screen.say("; ".join(row.options)))
        console.print(table)


def _proposals(brief: Brief, console: "Console") -> None:
    from rich.text import Text

    table = screen.plain_table("Proposal", "Would suit", "In the way", "Nearest that all accept")
    for p in brief.proposals:
        suits = [f"{words.ACCEPTS[v]} {listed([clean(party(brief, k).name) for k in ids])}" for v, ids in rows.accepting(p)]
        fails = [(f"{clean(party(brief, d.party).name)}: " if d.party else "") + plain(d.text) for d in p.fails]
        near = [plain(words.nearest_words(n)) for n in ((p.nearest,) if p.nearest else ()) + p.nearest_after]
        title = Text(clean(p.title)).append(f"\n{day(p.date)}", "dim")
        table.add_row(title, "\n".join(suits), Text("\n".join(fails) or words.nothing_in_the_way(p)), "\n".join(near))
    console.print(table) if table.rows else None
    for line in rows.keeping_out(brief):
        screen.item(console, Text("∞"), screen.say(line))


def _record(brief: Brief, console: "Console") -> None:
    from rich.text import Text

    for title, lines in rows_record.groups(brief):
        console.print(Text(title, style="bold"))
        for line in lines:
            body = screen.say(f"{clean(party(brief, line.party).name)}: " * line.named + line.text)
            for text, _ in line.told:
                body.append("\n").append_text(screen.say(text, "dim"))
            screen.item(console, Text(line.mark), body)


def _forms(brief: Brief, console: "Console") -> None:
    two = brief.forms
    if two is None:
        return
    console.print(screen.say(two.text))
    table = screen.plain_table("Where they differ", *words.FORMS)
    for row in two.rows:
        if row.differs:
            table.add_row(screen.say(row.label), screen.say(row.said), screen.say(row.estimated, "bold"))
    console.print(table) if table.rows else None
    screen.note(console, two.alike)
    screen.note(console, two.whose)


def _levels(brief: Brief, console: "Console") -> None:
    from rich.text import Text

    levels = brief.levels
    if levels is None:
        return
    console.print(screen.say(levels.text))
    table = screen.plain_table("Packages", "How many", "For example")
    for portion in levels.portions:
        table.add_row(screen.say(words.capital(portion.text)), words.portion_count(portion), screen.package(portion.example, 4))
    console.print(table)
    for sentence in levels.proposals:
        screen.item(console, Text("✕"), screen.say(sentence))
    for group in levels.carrying:
        screen.note(console, words.CARRYING[group.who], "")
        for way in group.ways:
            opens = f"  (opens {count(way.opens, 'package')})" if way.opens else ""
            screen.item(console, screen.marks(brief, way.parties) or Text("∞ "), screen.say(words.capital(way.text)).append(opens, "dim"))
    screen.note(console, levels.note)


def _cell(brief: Brief, cell: Cell, column: str, notes: tuple[grid.Said, ...]) -> "Text":
    from rich.text import Text

    figure = words.figure_words(cell.worth, cell.worth_high)
    member = f"{clean(party(brief, cell.party).mark)} " if cell.party != column else ""
    said, mark = grid.in_cell(notes, cell)
    sign = "⊘*" if mark == "*" else "⊘" if cell.red_line else ""
    shown = Text(member, style="dim").append(figure, "bold not dim" if cell.best else "not dim")
    shown.append(f" {sign}" if sign else "", "not dim red").append(f" {plain(said)}".rstrip(), "not dim")
    return shown.append(f" ({mark})" if mark and mark != "*" else "", "not dim")


def _issues(brief: Brief, console: "Console") -> None:
    star = ", ⊘* behind one together with other answers" if grid.starred(brief) else ""
    console.print(screen.say(f"{words.table_words(brief)} ⊘ marks an answer behind a red line{star}.", "dim"))
    if grid.is_wide(brief):
        shown = (key for _, ids in rows.columns(brief) for key in ids)
        console.print(screen.say("", "").join(screen.who(brief, key).append("  ") for key in shown))
        for issue in first_issues(brief):
            _block(brief, issue, console)
        return
    places = rows.columns(brief)
    table = screen.plain_table("Issue and answers", *(screen.who(brief, key) for key, _ in places))
    for issue in first_issues(brief):
        _issue_rows(brief, issue, table)
    console.print(table)
    for issue in first_issues(brief):
        _conditions(brief, issue, console, clean(issue.title))


def _title(issue: Issue) -> "Text":
    """The issue, and the unit of its answers where they are numbers."""
    from rich.text import Text

    return Text(clean(issue.title), style="bold").append(f", {clean(issue.unit)}" if issue.unit else "", "not bold dim")


def _issue_rows(brief: Brief, issue: Issue, table: Any) -> None:
    from rich.text import Text

    notes = grid.conditions(issue)
    table.add_row(_title(issue))
    for option, slots in rows.option_rows(brief, issue):
        said = {
            s.column: Text(" ").join(_cell(brief, c, s.column, notes) for c in s.cells if grid.says(c))
            if s.cells
            else Text("not said", "dim")
            for s in slots
        }
        silent = Text("not said", "dim")
        table.add_row(Text(f"  {clean(words.option_label(issue, option))}"), *(said.get(key, silent) for key, _ in rows.columns(brief)))


def _block(brief: Brief, issue: Issue, console: "Console") -> None:
    """One issue of a case with many parties: a column for each that said something on it."""
    from rich.text import Text

    notes, block = grid.conditions(issue), grid.block(brief, issue)
    table = screen.plain_table(_title(issue), *(screen.marks(brief, [key]) for key in block.people))
    for option, cells in block.rows:
        said = (_cell(brief, c, c.party, notes) if c else Text("–", "dim") for c in cells)
        table.add_row(Text(f"  {clean(words.option_label(issue, option))}"), *said)
    console.print("", table)
    _conditions(brief, issue, console)
    if block.unmoved:
        console.print(screen.say(f"  Every answer is alike to {words.names(brief, block.unmoved)}.", "dim"))


def _conditions(brief: Brief, issue: Issue, console: "Console", title: str = "") -> None:
    """The lettered notes of an issue; under one table of many issues each names its own, since letters start again."""
    where = f"{title.rstrip('?')}, " if title else ""
    for note in grid.conditions(issue):
        screen.item(
            console, screen.say(f"  ({note.letter})"), screen.say(f"{where}{clean(party(brief, note.party).name)}: {note.text}", "dim")
        )


def _trades(brief: Brief, console: "Console") -> None:
    from rich.text import Text

    screen.note(console, brief.trades_note)
    for i, t in enumerate(brief.trades, 1):
        if t.start and (i == 1 or brief.trades[i - 2].start != t.start):
            screen.note(console, f"From “{clean(t.start)}”:")
        gains = ", ".join(f"{clean(party(brief, key).name)} {words.signed(f)}" for key, f in t.gains)
        screen.item(console, Text(f"{i}."), screen.say(t.text).append(f" ({gains})" if gains else "", "dim"))


def _window(brief: Brief, console: "Console") -> None:
    from rich.text import Text

    screen.note(console, brief.window_note)
    table = screen.plain_table("From", "All accept", "What changes")
    for step in brief.window:
        table.add_row(day(step.date) + (" (now)" if step.today else ""), words.window_count(step), screen.say("; ".join(step.changes)))
    console.print(table) if table.rows else None
    for sentence in (*(words.turned_words(turned) for turned in brief.window_turns), *(later.text for later in brief.window_later)):
        screen.item(console, Text("-"), screen.say(sentence))
    for deadline in brief.deadlines:
        console.print(screen.say(f"{day(deadline.date)}: {deadline.what}"))


def _rules(brief: Brief, console: "Console") -> None:
    screen.note(console, f"{brief.rules_note} {words.weighed_words(brief)}".strip())
    groups = rows.rule_groups(brief)
    same, differing = rows.compared(groups)
    for i, group in enumerate(groups):
        own = tuple(answers[i] for _, answers in differing)
        screen.item(
            console, screen.say(words.rule_titles(group.rules) + ":", "bold"), screen.package(tuple(a for a in own if a) or group.package)
        )
    if same and differing:
        screen.item(console, screen.say("The same in all:", "dim"), screen.package(same))


def _sure(brief: Brief, console: "Console") -> None:
    screen.note(console, brief.sureness_note)
    table = screen.plain_table("Package", "Chance that all accept", "All worths may move", "Guesses may be wrong")
    for row in brief.sureness:
        moves = words.limit_words(brief, row.moves, row.moves_limit, row.moves_first)
        wrong = words.limit_words(brief, row.wrong, row.wrong_limit, row.wrong_first)
        names = "\n".join(line for line in (*words.sure_titles(row), row.note) if line)
        table.add_row(screen.say(names), words.chance_words(row), screen.say(moves), screen.say(wrong))
    console.print(table)
    for row in brief.sureness:
        if not row.titles:
            screen.item(console, screen.say(f"{'; '.join(words.sure_titles(row))}:", "bold"), screen.package(row.package))


def _rests(brief: Brief, console: "Console") -> None:
    from rich.text import Text

    rests = brief.rests_on
    screen.note(console, rests.text)
    screen.note(console, words.turning_words(rests) if rests.turning else "", "")
    for t in rests.turning:
        move = f": {t.value.display} → {t.moved.display}" if t.value and t.moved else ""
        screen.item(console, screen.marks(brief, [t.party]) if t.party else Text("-"), screen.say(t.text).append(move, "bold"))


def _foot(brief: Brief) -> tuple[str, ...]:
    """What the technical words mean, what made the brief, and how to make it again."""
    version = f"onetext {brief.version}" if brief.version else ""
    glosses = " ".join(f"{term}: {gloss}" for term, gloss in words.glossary(brief))
    return (
        f"Words used here. {glosses}" if glosses else "",
        version,
        f"case and day {plain(brief.digest)}" if brief.digest else "",
        plain(brief.command),
    )


BODIES: dict[str, Callable[[Brief, Any], None]] = {
    "ask": _ask, "common": _common, "open": _open, "conflicts": _conflicts, "opens": _opens, "final": _final, "proposals": _proposals,
    "text": terminal_text.section,
    "record": _record, "levels": _levels, "issues": _issues, "trades": _trades, "window": _window, "rules": _rules, "sure": _sure,
    "forms": _forms, "rests": _rests,
}  # fmt: skip
