"""The brief as Markdown (CommonMark with pipe tables): the same sections in the same order, for mail, wikis and diffs."""

from collections.abc import Callable, Iterable

from onetext.report import grid, markdown_text, rows, rows_record, words
from onetext.report import markup as md
from onetext.report.brief import Brief, first_issues, party
from onetext.report.parts import Cell, Demand, Issue, Proposal, Way
from onetext.report.text import count, day, listed, plain

Lines = Iterable[str]


def to_markdown(brief: Brief) -> str:
    """The whole brief as Markdown text; the first heading is the bottom line."""
    out = [f"**{md.say(words.running_head(brief))}**" + (f"  \n{md.say(brief.banner)}" if brief.banner else "")]
    out += [f"# {md.say(brief.bottom_line)}", md.say(brief.lead), md.bullets(_ways(brief)), md.say(brief.how), md.bullets(_notes(brief))]
    for section in words.sections(brief):
        out.append(f"## {section.number} {section.title}" if section.number else f"## {section.title}")
        out += BODIES[section.key](brief)
    glosses = md.bullets(f"**{term}**: {gloss}" for term, gloss in words.glossary(brief))
    out += ["## Words used here", glosses] if glosses else []
    out.append("---\n" + "  \n".join(_foot(brief)))
    return "\n\n".join(block for block in out if block.strip()) + "\n"


def _ways(brief: Brief) -> Lines:
    return map(_opening, brief.ways)


def _opening(way: Way) -> str:
    return md.say(way.text) + (f" (opens {count(way.opens, 'package')})" if way.opens else "")


def _notes(brief: Brief) -> Lines:
    for note in brief.notes:
        bound = f" At most {note.bound.display}{f', a gap of {note.gap}' if note.gap else ''}." if note.bound else ""
        yield md.say(note.text) + bound


def _refs(brief: Brief, ids: Lines) -> str:
    numbers = rows.evidence_numbers(brief)
    return "".join(f" [{numbers[i]}]" for i in ids if i in numbers)


def _ask(brief: Brief) -> list[str]:
    out = [md.numbered(md.say(a.question) + (f" {md.say(a.why)}" if a.why else "") for a in brief.ask)]
    if brief.meeting:
        said = ((f"{day(s.date)}: " if s.date else "") + f"{md.say(s.text)}{_refs(brief, s.evidence)}" for s in brief.meeting.said)
        out += ["### What it last said", md.bullets(said) or "Nothing is on record."]
        out += ["### Confidential from it", md.bullets(map(md.say, brief.meeting.confidential)) or "Nothing is marked as confidential."]
    return out


def _common(brief: Brief) -> list[str]:
    return [md.say(brief.common_ground_note), md.package(brief.common_ground) or "No issue has only one answer left."]


def _open(brief: Brief) -> list[str]:
    body = [
        (md.package(rows.beyond_common(brief, o.package)), md.who(brief, o.accepting) or "not known of anybody", md.who(brief, o.missing))
        for o in brief.open
    ]
    return [md.say(rows.open_note(brief)), md.table(("Package", "Would suit", "Yes still missing from"), body)]


def _demand(brief: Brief, demand: Demand) -> str:
    members = f" ({md.who(brief, demand.members)})" if demand.members else ""
    return f"{words.DEMAND_MARKS[demand.kind]} {md.say(demand.text)}{members}"


def _conflicts(brief: Brief) -> list[str]:
    items = []
    for i, conflict in enumerate(brief.conflicts):
        demands = [(f"{md.who(brief, [d.party])} " if d.party else "") + _demand(brief, d) for d in conflict]
        items.append(f"**{words.letter(i)}**: " + "; ".join(demands))
    intro = "Each is a smallest set of demands that no package meets together." if items else ""
    return [f"{intro} {md.say(brief.conflicts_note)}", md.bullets(items), *markdown_text.at_stake(brief)]


def _opens(brief: Brief) -> list[str]:
    body = []
    for row in rows.openings(brief):
        who = md.who(brief, row.who) if row.who else f"No party ({md.say(row.who_note)})"
        example = " ".join(w for w in (md.say(row.package_note), md.package(row.package)) if w)
        body.append((who, " ".join(map(md.say, row.asks)), row.opens, example))
    intro = "Each alone would be enough; nothing smaller is. " if body else ""
    table = md.table(("Who would move", "What it asks", "Opens", "For example"), body) if body else ""
    return [intro + md.say(brief.softenings_note), table]


def _final(brief: Brief) -> list[str]:
    final = brief.if_final
    if final is None:
        return []
    ways = md.bullets(map(_opening, final.ways))
    left = [[md.say(row.issue_label), "; ".join(md.say(option) for option in row.options)] for row in final.left]
    return [md.say(final.text), ways, md.say(final.left_note), md.table(["Issue", "Answers left"], left) if left else ""]


def _proposal(brief: Brief, p: Proposal) -> tuple[str, ...]:
    title = md.say(p.title) + (f", {day(p.date)}" if p.date else "") + (f"; open: {md.say(listed(p.open_issues))}" if p.open_issues else "")
    suits = []
    for verdict, ids in rows.accepting(p):
        people = [md.say(party(brief, k).name) + (f" {md.say(c)}" if (c := words.condition(p.condition, k)) else "") for k in ids]
        suits.append(f"{words.ACCEPTS[verdict]} {listed(people)}")
    suits += [f"{md.who(brief, [r.who])} {words.SAYS[r.says]}{_refs(brief, r.evidence)}" for r in p.replies]
    fails = [(f"{md.who(brief, [d.party])}: " if d.party else "") + _demand(brief, d) for d in p.fails]
    near = [
        md.say(words.nearest_words(n)) + (f": {md.package(n.changed)}" if n.changed else "")
        for n in ((p.nearest,) if p.nearest else ()) + p.nearest_after
    ]
    return title, "; ".join(suits), "; ".join(fails) or words.nothing_in_the_way(p), "; ".join(near) or "none known"


def _proposals(brief: Brief) -> list[str]:
    head = ("Proposal", "Would suit", "In the way", "Nearest package that all accept")
    table = md.table(head, (_proposal(brief, p) for p in brief.proposals)) if brief.proposals else ""
    out = md.bullets(map(md.say, rows.keeping_out(brief)))
    kept = ["### Links that alone keep a proposal out", out] if out else []
    return [table, *kept]


def _record(brief: Brief) -> list[str]:
    out = []
    for title, lines in rows_record.groups(brief):
        items = []
        for line in lines:
            told = "".join(f"  \n  {md.say(text)}{_refs(brief, evidence)}" for text, evidence in line.told)
            items.append((f"{md.who(brief, [line.party])}: " if line.named else "") + md.say(line.text) + told)
        out += [f"### {title}", md.bullets(items)]
    return out


def _forms(brief: Brief) -> list[str]:
    two = brief.forms
    if two is None:
        return []
    body = [(md.say(row.label), md.say(row.said), md.say(row.estimated)) for row in two.rows if row.differs]
    table = md.table(("Where they differ", *words.FORMS), body) if body else ""
    return [md.say(two.text), table, md.say(two.alike), md.say(two.whose)]


def _levels(brief: Brief) -> list[str]:
    levels = brief.levels
    if levels is None:
        return []
    body = [[md.say(words.capital(p.text)), words.portion_count(p), md.package(p.example) or "–"] for p in levels.portions]
    carrying = [part for g in levels.carrying for part in (words.CARRYING[g.who], md.bullets(_opening(w) for w in g.ways))]
    return [
        md.say(levels.text), md.table(("Packages", "How many", "For example"), body), md.bullets(map(md.say, levels.proposals)), *carrying,
        md.say(levels.note),
    ]  # fmt: skip


def _cell(brief: Brief, cell: Cell, column: str, mixed: bool) -> str:
    figure = words.figure_words(cell.worth, cell.worth_high)
    shown = [f"**{figure}**" if cell.best and figure else figure, "⊘" if cell.red_line else "", md.say(words.cell_words(cell))]
    member = f"{md.say(party(brief, cell.party).name)} " if cell.party != column else ""
    return member + " ".join(w for w in (*shown, words.PROVENANCE[cell.provenance][0] if mixed else "") if w) + _refs(brief, cell.evidence)


def _issue_block(brief: Brief, issue: Issue) -> str:
    """One issue of a case with many parties: a column for each that said something on it."""
    block, mixed = grid.block(brief, issue), len(words.provenances(brief)) > 1
    body = [
        [md.say(words.option_label(issue, option)), *(_cell(brief, c, c.party, mixed) if c else words.NOT_SAID for c in cells)]
        for option, cells in block.rows
    ]
    unit = f" ({md.say(issue.unit)})" if issue.unit else ""
    table = md.table([f"{md.say(issue.title)}{unit}", *(md.who(brief, [key]) for key in block.people)], body)
    return table + (f"\n\nEvery answer is alike to {md.who(brief, block.unmoved)}." if block.unmoved else "")


def _standing_table(brief: Brief) -> str:
    lines = [[md.who(brief, [s.party]), words.standing_words(s), grid.accepted(s) if s.admissible else " "] for s in brief.standings]
    many = grid.of_how_many(brief)
    head = ["Party", "Without an agreement", "Packages it would accept" + (f", of {many}" if many else "")]
    return md.table(head, lines) if lines else ""


def _issue_table(brief: Brief, issues: tuple[Issue, ...]) -> str:
    if grid.is_wide(brief):
        return "\n\n".join([*(_issue_block(brief, issue) for issue in issues), _standing_table(brief)])
    places, mixed = rows.columns(brief), len(words.provenances(brief)) > 1
    body: list[list[str]] = []
    for issue in issues:
        unit = f" ({md.say(issue.unit)})" if issue.unit else ""
        body.append([f"**{md.say(issue.title)}**{unit}", *[""] * len(places)])
        for option, slots in rows.option_rows(brief, issue):
            said = {s.column: "; ".join(_cell(brief, c, s.column, mixed) for c in s.cells) or words.NOT_SAID for s in slots}
            body.append(
                [
                    md.say(words.option_label(issue, option)) + (" (today)" if option.today else ""),
                    *(said.get(key, words.NOT_SAID) for key, _ in places),
                ]
            )
    return md.table(["Issue and answers", *(md.who(brief, [key]) for key, _ in places)], body + _standing_rows(brief))


def _standing_rows(brief: Brief) -> list[list[str]]:
    if not brief.standings:
        return []
    without, accepts = ["**Without an agreement**"], ["**Packages it would accept**"]
    for key, ids in rows.columns(brief):
        told = [(s, words.standing_words(s)) for s in rows.standings(brief, ids) if s.reservation or s.reservation_word]
        without.append("; ".join((f"{md.who(brief, [s.party])} " if s.party != key else "") + w for s, w in told) or words.NOT_SAID)
        own = [s for s in rows.standings(brief, (key,)) if s.acceptable is not None]
        accepts.append("".join(words.accepted_words(s) for s in own if s.admissible is not None) or " ")
    return [without, accepts]


def _issues(brief: Brief) -> list[str]:
    lines = [f"{md.who(brief, [key])}: {md.say(text)}" for key, items in rows.position_lines(brief) for _, text in items]
    return [words.table_words(brief) + " ⊘ marks an answer behind a red line.", _issue_table(brief, first_issues(brief)), md.bullets(lines)]


def _trades(brief: Brief) -> list[str]:
    items = []
    for t in brief.trades:
        gains = ", ".join(f"{md.who(brief, [key])} {words.signed(f)}" for key, f in t.gains)
        items.append((f"From {md.say(t.start)}: " if t.start else "") + md.say(t.text) + (f" ({gains})" if gains else ""))
    return [md.say(brief.trades_note), md.numbered(items)]


def _window(brief: Brief) -> list[str]:
    who = rows.gainers(brief)
    head = ["From", "All accept", *(f"Best for {md.who(brief, [key])}" for key in who), "What changes"]
    body = []
    for step in brief.window:
        gains = [words.signed(f) if (f := dict(step.best_gains).get(key)) else "–" for key in who]
        body.append(
            [day(step.date) + (" (now)" if step.today else ""), words.window_count(step), *gains, "; ".join(map(md.say, step.changes))]
        )
    deadlines = (f"{day(d.date)}: {md.say(d.what)}{f' ({md.say(d.source)})' if d.source else ''}" for d in brief.deadlines)
    ahead = (*(words.turned_words(turned) for turned in brief.window_turns), *(later.text for later in brief.window_later))
    return [md.say(brief.window_note), md.table(head, body) if body else "", md.bullets(map(md.say, ahead)), md.bullets(deadlines)]


def _rules(brief: Brief) -> list[str]:
    groups = rows.rule_groups(brief)
    same, differing = rows.compared(groups)
    body = [[md.say(issue), *(md.say(a.option_label) if a else "–" for a in answers)] for issue, answers in differing]
    for key in rows.gaining(brief):
        gains = [f.display if (f := dict(g.rules[0].gains).get(key)) else "not weighed" for g in groups]
        body.append([f"Gain of {md.who(brief, [key])}", *gains])
    alike = f"The same in all: {md.package(same)}" if same else ""
    table = (
        md.table(["Where they differ" if differing else "Gains", *(md.say(words.rule_titles(g.rules)) for g in groups)], body)
        if body
        else ""
    )
    proofs = (
        f"**{md.say(r.title).capitalize()}** ({r.rule}): {' '.join(md.say(w) for w in words.rule_words(r))}" for r in words.picking(brief)
    )
    return [
        f"{md.say(brief.rules_note)} {md.say(words.weighed_words(brief))}",
        table,
        alike,
        md.bullets(proofs),
        *markdown_text.packages(brief),
    ]


def _sure(brief: Brief) -> list[str]:
    head = ("Package", "Chance that all accept", "How far all worths may move", "How many guesses may be wrong")
    body = [
        (
            "; ".join(map(md.say, (*words.sure_titles(row), row.note))).rstrip("; "),
            words.chance_words(row),
            md.say(words.limit_words(brief, row.moves, row.moves_limit, row.moves_first)),
            md.say(words.limit_words(brief, row.wrong, row.wrong_limit, row.wrong_first)),
        )
        for row in brief.sureness
    ]
    new = (f"**{md.say('; '.join(words.sure_titles(row)))}**: {md.package(row.package)}" for row in brief.sureness if not row.titles)
    return [md.say(brief.sureness_note), md.table(head, body), md.bullets(new)]


def _evidence(brief: Brief) -> list[str]:
    items = []
    for e in brief.evidence:
        via = " → ".join(map(md.say, e.chain)) or md.say(e.who)
        how = rows.HANDS[e.hand][1] if e.hand else ""
        grade = f"grade {e.grade}" if e.grade else "no grade"
        items.append(", ".join(w for w in (md.say(e.text), day(e.date), via, how, grade, md.say(e.confirmed)) if w))
    return [md.numbered(items)]


def _rests(brief: Brief) -> list[str]:
    rests = brief.rests_on
    items = []
    for t in rests.turning:
        move = f": {t.value.display} → {t.moved.display}" if t.value and t.moved else ""
        items.append((f"{md.who(brief, [t.party])}, " if t.party else "") + md.say(t.text) + move)
    return [md.say(rests.text), md.say(words.turning_words(rests)) if items else "", md.bullets(items)]


def _charts(brief: Brief) -> list[str]:
    lines = []
    for chart in brief.tradeoffs:
        points = ", ".join(f"({d.x:g}, {d.y:g})" for d in sorted(chart.dots, key=lambda d: d.x) if d.efficient)
        lines.append(f"{md.who(brief, [chart.x, chart.y])}, efficient points for the pair: {points}")
    return [md.bullets(lines)]


def _annex(brief: Brief) -> list[str]:
    return [_issue_table(brief, brief.issues)]


def _foot(brief: Brief) -> Lines:
    yield from (f"Case and day: `{plain(brief.digest)}`",) if brief.digest else ()
    yield from (f"Made by onetext {brief.version}",) if brief.version else ()
    yield from (f"Reproduce: `{plain(brief.command)}`",) if brief.command else ()


BODIES: dict[str, Callable[[Brief], list[str]]] = {
    "ask": _ask, "common": _common, "open": _open, "conflicts": _conflicts, "opens": _opens, "final": _final, "proposals": _proposals,
    "text": markdown_text.section,
    "record": _record, "levels": _levels, "issues": _issues, "trades": _trades, "window": _window, "rules": _rules, "sure": _sure,
    "evidence": _evidence, "forms": _forms, "rests": _rests, "charts": _charts, "annex": _annex,
}  # fmt: skip
