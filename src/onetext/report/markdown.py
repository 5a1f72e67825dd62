"""The brief as Markdown (CommonMark with pipe tables): the same sections in the same order, for mail, wikis and diffs."""

import re
from collections.abc import Callable, Iterable

from onetext.report import grid, rows, rows_record, words
from onetext.report.brief import Brief, first_issues, party
from onetext.report.parts import Cell, Chosen, Demand, Issue, Proposal, Way
from onetext.report.text import count, day, listed, plain, runs

SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")
Lines = Iterable[str]


def to_markdown(brief: Brief) -> str:
    """The whole brief as Markdown text; the first heading is the bottom line."""
    out = [f"**{_say(words.running_head(brief))}**" + (f"  \n{_say(brief.banner)}" if brief.banner else "")]
    out += [f"# {_say(brief.bottom_line)}", _say(brief.lead), _bullets(_ways(brief)), _say(brief.how), _bullets(_notes(brief))]
    for section in words.sections(brief):
        out.append(f"## {section.number} {section.title}" if section.number else f"## {section.title}")
        out += BODIES[section.key](brief)
    glosses = _bullets(f"**{term}**: {gloss}" for term, gloss in words.glossary(brief))
    out += ["## Words used here", glosses] if glosses else []
    out.append("---\n" + "  \n".join(_foot(brief)))
    return "\n\n".join(block for block in out if block.strip()) + "\n"


def _say(sentence: str) -> str:
    """A sentence with Markdown's own characters escaped, in names and out of them."""
    return "".join(SPECIAL.sub(r"\\\1", text) for _, text in runs(sentence)).replace("\n", " ").strip()


def _bullets(items: Lines) -> str:
    return "\n".join(f"- {item}" for item in items if item)


def _numbered(items: Lines) -> str:
    return "\n".join(f"{i}. {item}" for i, item in enumerate((i for i in items if i), 1))


def _table(head: Lines, body: Iterable[Lines]) -> str:
    lines = [list(head), *(list(row) for row in body)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join("| " + " | ".join(cell or " " for cell in line) + " |" for line in lines)


def _who(brief: Brief, ids: Lines) -> str:
    return listed([_say(party(brief, key).name) for key in ids])


def _package(package: Chosen) -> str:
    return ", ".join(f"{_say(a.issue_label)}{words.colon(a.issue_label)} **{_say(a.option_label)}**" for a in package)


def _ways(brief: Brief) -> Lines:
    return map(_opening, brief.ways)


def _opening(way: Way) -> str:
    return _say(way.text) + (f" (opens {count(way.opens, 'package')})" if way.opens else "")


def _notes(brief: Brief) -> Lines:
    for note in brief.notes:
        bound = f" At most {note.bound.display}{f', a gap of {note.gap}' if note.gap else ''}." if note.bound else ""
        yield _say(note.text) + bound


def _refs(brief: Brief, ids: Lines) -> str:
    numbers = rows.evidence_numbers(brief)
    return "".join(f" [{numbers[i]}]" for i in ids if i in numbers)


def _ask(brief: Brief) -> list[str]:
    out = [_numbered(_say(a.question) + (f" {_say(a.why)}" if a.why else "") for a in brief.ask)]
    if brief.meeting:
        said = ((f"{day(s.date)}: " if s.date else "") + f"{_say(s.text)}{_refs(brief, s.evidence)}" for s in brief.meeting.said)
        out += ["### What it last said", _bullets(said) or "Nothing is on record."]
        out += ["### Confidential from it", _bullets(map(_say, brief.meeting.confidential)) or "Nothing is marked as confidential."]
    return out


def _common(brief: Brief) -> list[str]:
    return [_say(brief.common_ground_note), _package(brief.common_ground) or "No issue has only one answer left."]


def _open(brief: Brief) -> list[str]:
    body = [
        (_package(rows.beyond_common(brief, o.package)), _who(brief, o.accepting) or "not known of anybody", _who(brief, o.missing))
        for o in brief.open
    ]
    return [_say(rows.open_note(brief)), _table(("Package", "Would suit", "Yes still missing from"), body)]


def _demand(brief: Brief, demand: Demand) -> str:
    members = f" ({_who(brief, demand.members)})" if demand.members else ""
    return f"{words.DEMAND_MARKS[demand.kind]} {_say(demand.text)}{members}"


def _conflicts(brief: Brief) -> list[str]:
    items = []
    for i, conflict in enumerate(brief.conflicts):
        demands = [(f"{_who(brief, [d.party])} " if d.party else "") + _demand(brief, d) for d in conflict]
        items.append(f"**{words.letter(i)}**: " + "; ".join(demands))
    intro = "Each is a smallest set of demands that no package meets together." if items else ""
    return [f"{intro} {_say(brief.conflicts_note)}", _bullets(items)]


def _opens(brief: Brief) -> list[str]:
    body = []
    for row in rows.openings(brief):
        who = _who(brief, row.who) if row.who else f"No party ({_say(row.who_note)})"
        example = " ".join(w for w in (_say(row.package_note), _package(row.package)) if w)
        body.append((who, " ".join(map(_say, row.asks)), row.opens, example))
    intro = "Each alone would be enough; nothing smaller is. " if body else ""
    table = _table(("Who would move", "What it asks", "Opens", "For example"), body) if body else ""
    return [intro + _say(brief.softenings_note), table]


def _final(brief: Brief) -> list[str]:
    final = brief.if_final
    if final is None:
        return []
    ways = _bullets(map(_opening, final.ways))
    left = [[_say(row.issue_label), "; ".join(_say(option) for option in row.options)] for row in final.left]
    return [_say(final.text), ways, _say(final.left_note), _table(["Issue", "Answers left"], left) if left else ""]


def _proposal(brief: Brief, p: Proposal) -> tuple[str, ...]:
    title = _say(p.title) + (f", {day(p.date)}" if p.date else "") + (f"; open: {_say(listed(p.open_issues))}" if p.open_issues else "")
    suits = []
    for verdict, ids in rows.accepting(p):
        people = [_say(party(brief, k).name) + (f" {_say(c)}" if (c := words.condition(p.condition, k)) else "") for k in ids]
        suits.append(f"{words.ACCEPTS[verdict]} {listed(people)}")
    suits += [f"{_who(brief, [r.who])} {words.SAYS[r.says]}{_refs(brief, r.evidence)}" for r in p.replies]
    fails = [(f"{_who(brief, [d.party])}: " if d.party else "") + _demand(brief, d) for d in p.fails]
    near = [
        _say(words.nearest_words(n)) + (f": {_package(n.changed)}" if n.changed else "")
        for n in ((p.nearest,) if p.nearest else ()) + p.nearest_after
    ]
    return title, "; ".join(suits), "; ".join(fails) or words.nothing_in_the_way(p), "; ".join(near) or "none known"


def _proposals(brief: Brief) -> list[str]:
    head = ("Proposal", "Would suit", "In the way", "Nearest package that all accept")
    table = _table(head, (_proposal(brief, p) for p in brief.proposals)) if brief.proposals else ""
    out = _bullets(map(_say, rows.keeping_out(brief)))
    kept = ["### Links that alone keep a proposal out", out] if out else []
    return [table, *kept]


def _record(brief: Brief) -> list[str]:
    out = []
    for title, lines in rows_record.groups(brief):
        items = []
        for line in lines:
            told = "".join(f"  \n  {_say(text)}{_refs(brief, evidence)}" for text, evidence in line.told)
            items.append((f"{_who(brief, [line.party])}: " if line.named else "") + _say(line.text) + told)
        out += [f"### {title}", _bullets(items)]
    return out


def _forms(brief: Brief) -> list[str]:
    two = brief.forms
    if two is None:
        return []
    body = [(_say(row.label), _say(row.said), _say(row.estimated)) for row in two.rows if row.differs]
    table = _table(("Where they differ", *words.FORMS), body) if body else ""
    return [_say(two.text), table, _say(two.alike), _say(two.whose)]


def _levels(brief: Brief) -> list[str]:
    levels = brief.levels
    if levels is None:
        return []
    body = [[_say(words.capital(p.text)), words.portion_count(p), _package(p.example) or "–"] for p in levels.portions]
    carrying = [part for g in levels.carrying for part in (words.CARRYING[g.who], _bullets(_opening(w) for w in g.ways))]
    return [
        _say(levels.text), _table(("Packages", "How many", "For example"), body), _bullets(map(_say, levels.proposals)), *carrying,
        _say(levels.note),
    ]  # fmt: skip


def _cell(brief: Brief, cell: Cell, column: str, mixed: bool) -> str:
    figure = words.figure_words(cell.worth, cell.worth_high)
    shown = [f"**{figure}**" if cell.best and figure else figure, "⊘" if cell.red_line else "", _say(words.cell_words(cell))]
    member = f"{_say(party(brief, cell.party).name)} " if cell.party != column else ""
    return member + " ".join(w for w in (*shown, words.PROVENANCE[cell.provenance][0] if mixed else "") if w) + _refs(brief, cell.evidence)


def _issue_block(brief: Brief, issue: Issue) -> str:
    """One issue of a case with many parties: a column for each that said something on it."""
    block, mixed = grid.block(brief, issue), len(words.provenances(brief)) > 1
    body = [
        [_say(words.option_label(issue, option)), *(_cell(brief, c, c.party, mixed) if c else words.NOT_SAID for c in cells)]
        for option, cells in block.rows
    ]
    unit = f" ({_say(issue.unit)})" if issue.unit else ""
    table = _table([f"{_say(issue.title)}{unit}", *(_who(brief, [key]) for key in block.people)], body)
    return table + (f"\n\nEvery answer is alike to {_who(brief, block.unmoved)}." if block.unmoved else "")


def _standing_table(brief: Brief) -> str:
    lines = [[_who(brief, [s.party]), words.standing_words(s), grid.accepted(s) if s.admissible else " "] for s in brief.standings]
    many = grid.of_how_many(brief)
    head = ["Party", "Without an agreement", "Packages it would accept" + (f", of {many}" if many else "")]
    return _table(head, lines) if lines else ""


def _issue_table(brief: Brief, issues: tuple[Issue, ...]) -> str:
    if grid.is_wide(brief):
        return "\n\n".join([*(_issue_block(brief, issue) for issue in issues), _standing_table(brief)])
    places, mixed = rows.columns(brief), len(words.provenances(brief)) > 1
    body: list[list[str]] = []
    for issue in issues:
        unit = f" ({_say(issue.unit)})" if issue.unit else ""
        body.append([f"**{_say(issue.title)}**{unit}", *[""] * len(places)])
        for option, slots in rows.option_rows(brief, issue):
            said = {s.column: "; ".join(_cell(brief, c, s.column, mixed) for c in s.cells) or words.NOT_SAID for s in slots}
            body.append(
                [
                    _say(words.option_label(issue, option)) + (" (today)" if option.today else ""),
                    *(said.get(key, words.NOT_SAID) for key, _ in places),
                ]
            )
    return _table(["Issue and answers", *(_who(brief, [key]) for key, _ in places)], body + _standing_rows(brief))


def _standing_rows(brief: Brief) -> list[list[str]]:
    if not brief.standings:
        return []
    without, accepts = ["**Without an agreement**"], ["**Packages it would accept**"]
    for key, ids in rows.columns(brief):
        told = [(s, words.standing_words(s)) for s in rows.standings(brief, ids) if s.reservation or s.reservation_word]
        without.append("; ".join((f"{_who(brief, [s.party])} " if s.party != key else "") + w for s, w in told) or words.NOT_SAID)
        own = [s for s in rows.standings(brief, (key,)) if s.acceptable is not None]
        accepts.append("".join(words.accepted_words(s) for s in own if s.admissible is not None) or " ")
    return [without, accepts]


def _issues(brief: Brief) -> list[str]:
    lines = [f"{_who(brief, [key])}: {_say(text)}" for key, items in rows.position_lines(brief) for _, text in items]
    return [words.table_words(brief) + " ⊘ marks an answer behind a red line.", _issue_table(brief, first_issues(brief)), _bullets(lines)]


def _trades(brief: Brief) -> list[str]:
    items = []
    for t in brief.trades:
        gains = ", ".join(f"{_who(brief, [key])} {words.signed(f)}" for key, f in t.gains)
        items.append((f"From {_say(t.start)}: " if t.start else "") + _say(t.text) + (f" ({gains})" if gains else ""))
    return [_say(brief.trades_note), _numbered(items)]


def _window(brief: Brief) -> list[str]:
    who = rows.gainers(brief)
    head = ["From", "All accept", *(f"Best for {_who(brief, [key])}" for key in who), "What changes"]
    body = []
    for step in brief.window:
        gains = [words.signed(f) if (f := dict(step.best_gains).get(key)) else "–" for key in who]
        body.append(
            [day(step.date) + (" (now)" if step.today else ""), words.window_count(step), *gains, "; ".join(map(_say, step.changes))]
        )
    deadlines = (f"{day(d.date)}: {_say(d.what)}{f' ({_say(d.source)})' if d.source else ''}" for d in brief.deadlines)
    ahead = (*(words.turned_words(turned) for turned in brief.window_turns), *(later.text for later in brief.window_later))
    return [_say(brief.window_note), _table(head, body) if body else "", _bullets(map(_say, ahead)), _bullets(deadlines)]


def _rules(brief: Brief) -> list[str]:
    groups = rows.rule_groups(brief)
    same, differing = rows.compared(groups)
    body = [[_say(issue), *(_say(a.option_label) if a else "–" for a in answers)] for issue, answers in differing]
    for key in rows.gaining(brief):
        gains = [f.display if (f := dict(g.rules[0].gains).get(key)) else "not weighed" for g in groups]
        body.append([f"Gain of {_who(brief, [key])}", *gains])
    alike = f"The same in all: {_package(same)}" if same else ""
    table = (
        _table(["Where they differ" if differing else "Gains", *(_say(words.rule_titles(g.rules)) for g in groups)], body) if body else ""
    )
    proofs = (
        f"**{_say(r.title).capitalize()}** ({r.rule}): {' '.join(_say(w) for w in words.rule_words(r))}" for r in words.picking(brief)
    )
    return [f"{_say(brief.rules_note)} {_say(words.weighed_words(brief))}", table, alike, _bullets(proofs)]


def _sure(brief: Brief) -> list[str]:
    head = ("Package", "Chance that all accept", "How far all worths may move", "How many guesses may be wrong")
    body = [
        (
            "; ".join(map(_say, (*words.sure_titles(row), row.note))).rstrip("; "),
            words.chance_words(row),
            _say(words.limit_words(brief, row.moves, row.moves_limit, row.moves_first)),
            _say(words.limit_words(brief, row.wrong, row.wrong_limit, row.wrong_first)),
        )
        for row in brief.sureness
    ]
    new = (f"**{_say('; '.join(words.sure_titles(row)))}**: {_package(row.package)}" for row in brief.sureness if not row.titles)
    return [_say(brief.sureness_note), _table(head, body), _bullets(new)]


def _evidence(brief: Brief) -> list[str]:
    items = []
    for e in brief.evidence:
        via = " → ".join(map(_say, e.chain)) or _say(e.who)
        how = rows.HANDS[e.hand][1] if e.hand else ""
        grade = f"grade {e.grade}" if e.grade else "no grade"
        items.append(", ".join(w for w in (_say(e.text), day(e.date), via, how, grade, _say(e.confirmed)) if w))
    return [_numbered(items)]


def _rests(brief: Brief) -> list[str]:
    rests = brief.rests_on
    items = []
    for t in rests.turning:
        move = f": {t.value.display} → {t.moved.display}" if t.value and t.moved else ""
        items.append((f"{_who(brief, [t.party])}, " if t.party else "") + _say(t.text) + move)
    return [_say(rests.text), _say(words.turning_words(rests)) if items else "", _bullets(items)]


def _charts(brief: Brief) -> list[str]:
    lines = []
    for chart in brief.tradeoffs:
        points = ", ".join(f"({d.x:g}, {d.y:g})" for d in sorted(chart.dots, key=lambda d: d.x) if d.efficient)
        lines.append(f"{_who(brief, [chart.x, chart.y])}, efficient points for the pair: {points}")
    return [_bullets(lines)]


def _annex(brief: Brief) -> list[str]:
    return [_issue_table(brief, brief.issues)]


def _foot(brief: Brief) -> Lines:
    yield from (f"Case and day: `{plain(brief.digest)}`",) if brief.digest else ()
    yield from (f"Made by onetext {brief.version}",) if brief.version else ()
    yield from (f"Reproduce: `{plain(brief.command)}`",) if brief.command else ()


BODIES: dict[str, Callable[[Brief], list[str]]] = {
    "ask": _ask, "common": _common, "open": _open, "conflicts": _conflicts, "opens": _opens, "final": _final, "proposals": _proposals,
    "record": _record, "levels": _levels, "issues": _issues, "trades": _trades, "window": _window, "rules": _rules, "sure": _sure,
    "evidence": _evidence, "forms": _forms, "rests": _rests, "charts": _charts, "annex": _annex,
}  # fmt: skip
