"""The end of the brief as data: evidence, what the verdict rests on, charts, notes, the meeting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onetext.analysis.figures import Figure as Moved
from onetext.analysis.figures import Turn
from onetext.analysis.scatter import Scatter, scatters
from onetext.model.acceptance import value
from onetext.model.case import Case
from onetext.model.day import has_intervals, sharpened
from onetext.model.numbers import exact
from onetext.model.positions import red_lines
from onetext.model.records import Difference, Reply, Statement
from onetext.report import parts
from onetext.report.build_middle import rules
from onetext.report.build_opening import large, support
from onetext.report.build_table import is_obligation
from onetext.report.findings import Findings
from onetext.report.say import condition_words, display, figure, line_words, option_label, pair, people
from onetext.report.text import amount, count, listed, name, number

MOST_DOTS = 400
MOST_PAIRS = 3
REPLIES = {"yes": "yes", "no": "no", "if": "with conditions", "silent": "no answer"}
VERDICTS = {"yes": "a package that all accept", "no": "no package that all accept", "depends": "an open answer"}


def evidence(found: Findings) -> tuple[parts.Evidence, ...]:
    """Every statement on the record, with the cells that it stands behind, then sources that nothing quotes."""
    case = found.case
    behind: dict[str, list[str]] = {}
    for label, ids in _uses(case):
        for one in ids:
            behind.setdefault(one, []).append(label)
    titles = {source.id: source.title or source.id for source in case.sources}
    return tuple(_statement(case, one, titles, tuple(dict.fromkeys(behind.get(one.id, ())))) for one in case.statements)


def _statement(case: Case, one: Statement, titles: dict[str, str], behind: tuple[str, ...]) -> parts.Evidence:
    speaker = name(one.who) if one.who else "A speaker who is not named"
    for_whom = f", for {name(case.name(one.speaks_for))}" if one.speaks_for else ""
    said = f"“{name(one.quote)}”" if one.quote else name(one.claim) if one.claim else "no words recorded"
    if one.quote and one.claim:
        said += f" ({name(one.claim)})"
    return parts.Evidence(
        one.id, f"{speaker}{for_whom}: {said}", one.who, one.said, one.chain, one.grade, titles.get(one.source, one.source),
        one.stance.replace("_", " "), behind, _hand(one), _checked(one),
    )  # fmt: skip


UNSOURCED = ("source-missing", "no-speaker", "without-source")
"""How flags end that say that nobody is named."""
FIRST_HAND = 2
"""The speaker and the outlet that brings it: a longer chain has somebody between."""


def _hand(one: Statement) -> str:
    """Whether a statement is first-hand, retold, or nobody is named as saying it."""
    if (not one.who and not one.chain) or any(flag.endswith(UNSOURCED) for flag in one.flags):
        return "unsourced"
    return "retold" if len(one.chain) > FIRST_HAND else "first"


def _checked(one: Statement) -> str:
    if one.confirmed is None:
        return ""
    return f"checked by {name(one.confirmed.by)}" + (f" on {one.confirmed.date.isoformat()}" if one.confirmed.date else "")


def _uses(case: Case) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every place of the case that names evidence, in words."""
    for position in case.positions:
        who = name(case.name(position.party))
        for table in position.worth:
            for _, worth in table.at:
                yield f"{who} on {name(case.issue[table.issue].name)}", worth.origin.evidence
        for line in red_lines(position):
            yield f"{who}, red line: {line_words(case, line)}", line.origin.evidence
        for view in position.view:
            yield f"{who} on {name(case.issue[view.issue].name)}", view.origin.evidence
        if (worth_without := position.reservation_on(case.as_of) if case.as_of else None) is not None:
            yield f"{who}, worth without an agreement", worth_without.origin.evidence
    for proposal in case.proposals:
        yield name(proposal.name), proposal.evidence
    for reply in case.replies:
        yield f"{name(case.name(reply.who))}’s reply", reply.origin.evidence
    for alternative in case.alternatives:
        yield f"what {people(case, alternative.of)} has without an agreement", alternative.evidence
    for channel in case.channels:
        yield f"the channel between {people(case, channel.between)}", channel.evidence
    for event in case.events:
        yield name(event.what or event.id), event.evidence


def rests_on(found: Findings) -> parts.RestsOn:
    """What the verdict rests on, in words, and the estimates that turn it."""
    rests = found.rests
    counts = dict(rests.bases)
    turns = tuple(_turning(found.case, turn) for turn in rests.turns if turn.figure.points is not None)
    lines = [turn for turn in rests.turns if turn.figure.points is None]
    return parts.RestsOn(
        rests.weakest,
        _rests_text(found, [f"{name(found.case.name(t.figure.party))}, {_line_of(found.case, t.figure)}" for t in lines]),
        (*((basis, n) for basis, n in counts.items() if n), *((("not said", len(rests.not_said)),) if rests.not_said else ())),
        turns, rests.tried or None, _step_words(found),
    )  # fmt: skip


def _step_words(found: Findings) -> str:
    """How far the figures that turn the verdict were moved: a point, a step of their party, or to an end of their range."""
    turned = [turn.figure for turn in found.rests.turns if turn.figure.points is not None]
    sharp = dict.fromkeys(figure.party for figure in turned if figure.points and figure.points.sharp)
    steps = {who: step for who, step in found.rests.steps if who in sharp}
    each = ", ".join(f"{name(found.case.name(who))}: {display(step)}" for who, step in steps.items())
    words = ["one point" if set(steps.values()) <= {1} else f"one step ({each})"] if sharp else []
    return " or ".join([*words, *["to an end of its range"] * (len(turned) > len([f for f in turned if f.points and f.points.sharp]))])


def _line_of(case: Case, moved: Moved) -> str:
    """A red line or a view, in quotation marks."""
    if moved.kind == "view":
        issue = case.issue[moved.issue]
        about = pair(issue.name, option_label(issue, issue.option(moved.option))) if moved.option else name(issue.name)
        return f"“{about}”, of which it says “{moved.id.replace('_', ' ')}”"
    return f"“{line_words(case, next(line for line in red_lines(case.position[moved.party]) if line.id == moved.id))}”"


def _rests_text(found: Findings, lines: list[str]) -> str:
    rests = found.rests
    counts = dict(rests.bases)
    total = sum(counts.values())
    tried = "one was" if rests.tried == 1 else f"{number(rests.tried)} were"
    if not total:
        text = "No figure, red line, view or reply stands behind it."
    elif counts.get("guess") == total and not rests.sourced:
        text = f"Nothing here comes from a party’s own answer or from a statement: {count(total, 'entry', 'entries')}, all estimates."
    else:
        source = "names" if rests.sourced < 2 else "name"
        some = f"{number(rests.sourced) if rests.sourced else 'none'} of these {total:,} {source}"
        text = f"The answer stands on {support(found)}; {'each names' if rests.sourced == total > 1 else some} a source."
    if not [t for t in rests.turns if t.figure.points is not None] and rests.tried:
        text += f" No estimate, moved alone by its step or within its interval, turns the answer; {tried} tried."
    if lines:
        text += f" The answer also turns without {'one red line or view' if len(lines) == 1 else 'any one of these red lines and views'}: {'; '.join(lines)}."
    if rests.status != "exact":
        text += f" Only {rests.tried} of {rests.moves} were tried before the limit."
    return text


def _turning(case: Case, turn: Turn) -> parts.Turning:
    moved = turn.figure
    return parts.Turning(
        moved.party,
        _moved_words(case, moved),
        figure(exact(turn.was)) if moved.points and moved.points.sharp else None,
        figure(exact(turn.to)),
        VERDICTS[turn.verdict],
    )


def _moved_words(case: Case, moved: Moved) -> str:
    if moved.kind == "reservation":
        return "what it has without an agreement"
    if moved.kind == "term":
        return f"what it gets from {condition_words(case, case.position[moved.party].terms[moved.place].when)}"
    issue = case.issue[moved.issue]
    label = option_label(issue, issue.option(moved.option)) if moved.option in issue.places else moved.option
    return f"what it gets from {name(label)} on {name(issue.name)}"


def tradeoffs(found: Findings) -> tuple[parts.TradeOff, ...]:
    """Values of the admissible packages to pairs of principals, where the space is small enough to draw."""
    if not found.charts or not found.zopa.admissible:
        return ()
    case = sharpened(found.case) if has_intervals(found.case) else found.case
    return tuple(_tradeoff(found, case, pair) for pair in scatters(case, most_pairs=MOST_PAIRS, most_dots=MOST_DOTS))


def _tradeoff(found: Findings, case: Case, pair: Scatter) -> parts.TradeOff:
    dots = tuple(parts.Dot(float(x), float(y), efficient) for x, y, efficient in pair.dots)
    x, y = _reservation(case, pair.x), _reservation(case, pair.y)
    return parts.TradeOff(pair.x, pair.y, dots, pair.packages, x, y, tuple(_marks(found, case, pair.x, pair.y)))


def _reservation(case: Case, who: str) -> float | None:
    reservation = case.position[who].reservation_on(case.as_of) if case.as_of else None
    return None if reservation is None else float(reservation.points.middle)


def _marks(found: Findings, case: Case, x: str, y: str) -> Iterator[parts.Mark]:
    shapes: dict[str, parts.Shape] = {"nash": "diamond", "kalai-smorodinsky": "square", "utilitarian": "star"}
    shown: list[tuple[str, dict[str, str], parts.Shape]] = [
        (rule.title, {a.issue: a.option for a in rule.package}, shapes[rule.rule])
        for rule in rules(found)
        if rule.package and rule.rule in shapes
    ]
    if not shown and found.why.softenings:
        shown = [("what the least movement opens", dict(found.why.softenings[0].package), "ring")]
    for title, package, shape in shown:
        yield parts.Mark(title, float(value(case, x, package).middle), float(value(case, y, package).middle), shape)


def notes(found: Findings, as_of_from: str) -> tuple[parts.Note, ...]:
    """What a reader must know before trusting the figures."""
    case, zone = found.case, found.zopa
    every: list[tuple[bool, parts.NoteKind, str]] = [
        (as_of_from == "today", "as_of", "The case names no day, so it is read as of today."),
        (found.later > 0, "left_out", f"{count(found.later, 'later record').capitalize()} not used: dated after the day of this brief."),
        (bool(found.unmatched), "left_out", _unmatched(found)),
        (
            zone.status == "estimate",
            "estimate",
            f"Counts of packages are estimates from samples, with 95 % intervals; there are {large(zone.size)} packages in all.",
        ),
        (
            has_intervals(case),
            "assumption",
            "Some worths are known only as a range: acceptance counts over the whole range, the rules take its middle.",
        ),
        (
            bool(zone.silent),
            "assumption",
            f"It is not known what {people(case, zone.silent)} could accept:"
            f" a package that needs {'its' if len(zone.silent) == 1 else 'their'} consent stays open.",
        ),
        (bool(found.rests.not_said), "assumption", _not_said(len(found.rests.not_said))),
        (
            any(s.status == "feasible" for s in found.solutions),
            "limit",
            "A limit stopped a rule before its proof; its bound stands beside it.",
        ),
        (bool(found.cut), "limit", f"The search was stopped by its limit. Not complete: {listed(found.cut)}."),
        (
            _public_lines(case),
            "assumption",
            "Red lines known only from public statements are taken as final.",
        ),
        (bool(loose := _loose(case)), "assumption", f"Obligations without a date or anybody to verify them: {', '.join(loose)}."),
    ]
    return tuple(parts.Note(kind, text) for applies, kind, text in every if applies)


BASIS = {"answer": "an earlier answer", "statement": "what it said before", "guess": "a guess"}


def replaced(case: Case, differences: Iterable[Difference]) -> tuple[parts.Note, ...]:
    """What sealed answers took the place of, a note each."""
    return tuple(
        parts.Note(
            "answer",
            f"By its own answer, {one.about} of {name(case.name(one.party))} is {amount(one.now)};"
            f" {BASIS.get(one.basis, 'what stood there')} had it at {amount(one.was)}.",
        )
        for one in differences
    )


def _loose(case: Case) -> list[str]:
    """The obligations that lack a date or a verifier, with what each lacks."""
    lacking = [
        (issue, option, [word for word, there in (("no date", option.by), ("no verifier", option.verified_by)) if not there])
        for issue in case.issues
        for option in issue.options
        if is_obligation(option)
    ]
    return [f"{name(issue.name)}: {option_label(issue, option)} ({' and '.join(words)})" for issue, option, words in lacking if words]


def _unmatched(found: Findings) -> str:
    """That some resolutions change nothing, since they name no contradiction of the day."""
    told = listed([f"{name(one.id)} by {name(one.by)}" for one in found.unmatched])
    return (
        f"{count(len(found.unmatched), 'resolution').capitalize()} without effect, as no such contradiction is found on this day: {told}."
    )


def _not_said(times: int) -> str:
    one = "Once" if times == 1 else "Twice" if times == 2 else f"{number(times).capitalize()} times"
    return f"{one} a party with worths says nothing of an issue; that is counted as 0."


def _public_lines(case: Case) -> bool:
    return any(line.origin.basis == "statement" for position in case.positions for line in red_lines(position))


def meeting(found: Findings, who: str) -> parts.Meeting:
    """What a meeting with one party needs: what it last said, and what must not be said to it."""
    case = found.case
    mine = {who, *(member.id for member in (case.party[who].members if who in case.party else ()))}
    said = sorted((s for s in case.statements if s.speaks_for in mine and (s.quote or s.claim)), key=lambda s: s.said, reverse=True)
    words = [parts.Said(_quoted(one), one.said, one.issue[0][0] if one.issue else "", (one.id,)) for one in said]
    words += [_replied(case, reply) for reply in case.replies if reply.who in mine]
    return parts.Meeting(who, tuple(sorted(words, key=lambda one: one.date, reverse=True)), tuple(_confidential(case, mine)))


def _replied(case: Case, reply: Reply) -> parts.Said:
    title = next(name(proposal.name) for proposal in case.proposals if proposal.id == reply.to)
    return parts.Said(f"{name(case.name(reply.who))} on {title}: {REPLIES[reply.says]}", str(reply.date or ""), "", reply.origin.evidence)


def _quoted(one: Statement) -> str:
    speaker = name(one.who) if one.who else "Not named"
    return f"{speaker}: “{name(one.quote)}”" if one.quote else f"{speaker}: {name(one.claim)}"


def _confidential(case: Case, mine: set[str]) -> Iterator[str]:
    yield "Every worth and reservation value in this brief but its own; no page of this brief may be shown or left."
    for position in case.positions:
        if position.party in mine:
            continue
        sealed = [w for table in position.worth for _, w in table.at if w.origin.basis == "answer"]
        lines = [line for line in red_lines(position) if line.origin.basis == "answer"]
        own = position.reservation_on(case.as_of) if case.as_of else None
        views = [view for view in position.view if view.origin.basis == "answer"]
        held = [count(len(sealed), "worth")] * bool(sealed) + [count(len(lines), "red line")] * bool(lines)
        held += [count(len(views), "view")] * bool(views)
        held += ["its worth without an agreement"] * (own is not None and own.origin.basis == "answer")
        if held:
            yield f"What {name(case.name(position.party))} answered in confidence: {', '.join(held)}."
