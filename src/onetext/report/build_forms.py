"""Two forms of a case side by side, as data."""

from __future__ import annotations

from collections.abc import Iterator

from onetext.analysis.forms import Form, TwoForms
from onetext.model.case import Case
from onetext.report import parts_forms as parts
from onetext.report.findings import Findings
from onetext.report.say import chosen, in_words, people
from onetext.report.text import count, listed, name, number

VERDICTS = {"yes": "yes", "no": "not yet", "depends": "open", "unknown": "not known"}
SAID = (("answer", "own answer", "own answers"), ("statement", "public position", "public positions"), ("guess", "estimate", "estimates"))
MOST_OPENINGS = 4
ANSWERS = (("yes", "yes"), ("depends", "open"), ("no", "no"))


def forms(found: Findings) -> parts.Forms | None:
    """What was said beside what the estimates add; None where there is nothing to put beside the case."""
    two = found.forms
    if two is None:
        return None
    rows = tuple(_rows(two))
    alike = [f"{row.label}: {row.said}" for row in rows if not row.differs]
    return parts.Forms(
        _text(two), _form(two.said), _form(two.estimated), (*(row for row in rows if row.differs), *(row for row in rows if not row.differs)),
        two.own, _whose(two), f"The same in both: {'; '.join(alike)}." if alike else "",
    )  # fmt: skip


def _text(two: TwoForms) -> str:
    said, added = VERDICTS[two.said.agreement], VERDICTS[two.estimated.agreement]
    if said == added:
        return f"From what parties said alone: {said}. With the estimates: {added} as well."
    return f"From what parties said alone: {said}. With the estimates: {added}."


def _whose(two: TwoForms) -> str:
    """Whose the estimates are, in the words of the case that holds them."""
    case = two.estimated.case
    guesses = dict(two.estimated.bases)["guess"]
    start = f"The {count(guesses, 'estimate')} {'is' if guesses == 1 else 'are'} those of " if guesses else "It is held against "
    title = f"“{name(case.title)}”" if case.title else "the other form"
    whose = f"{start}{'this case' if two.own == 'estimated' else title}"
    words = [text.strip() for text in (case.notice, first_sentence(case.about)) if text.strip()]
    says = f", which {'says of itself' if words else 'does not say whose they are'}"
    quoted = listed([f"“{name(text.rstrip('.'))}”" for text in words])
    return f"{whose}{says}{': ' if words else ''}{quoted}."


def first_sentence(text: str) -> str:
    """The first sentence of a text, up to the first full stop that ends one."""
    head, stop, _ = " ".join(text.split()).partition(". ")
    return f"{head}." if stop else head


def _form(form: Form) -> parts.Form:
    counted = form.zone.status == "exact"
    return parts.Form(
        form.case.title, tuple((basis, n) for basis, n in form.bases if n), form.agreement,  # type: ignore[arg-type]
        form.zone.zopa if counted else None, form.zone.zopa_possible if counted else None, form.within, chosen(form.case, form.settled),
        len(form.conflicts), len(form.openings), tuple(parts.ProposalIn(key, accepts) for key, accepts in form.accepts),  # type: ignore[arg-type]
    )  # fmt: skip


def _rows(two: TwoForms) -> Iterator[parts.FormRow]:
    for label, cell in (
        ("What stands behind it", _stands),
        ("Can this be agreed", _verdict),
        ("Packages acceptable to all", _acceptable),
        ("Packages that cross no red line", _within),
        ("Issues with one answer left in these", _settled),
        ("What does not fit together", _conflicts),
        ("Movements known to open it", _openings),
    ):
        said, added = cell(two.said), cell(two.estimated)
        yield parts.FormRow(label, said, added, said != added)
    yield from _proposal_rows(two)


def _proposal_rows(two: TwoForms) -> Iterator[parts.FormRow]:
    """Who accepts each proposal by the two forms; proposals of which the same is said share a row."""
    by = [dict(form.accepts) for form in (two.said, two.estimated)]
    alike: dict[tuple[str, str], list[str]] = {}
    listed_ones = [proposal for proposal in two.said.case.proposals if any(proposal.id in known for known in by)]
    for proposal in listed_ones:
        said, added = (_accepting(two.said.case, known.get(proposal.id, ())) for known in by)
        alike.setdefault((said, added), []).append(name(proposal.name))
    for (said, added), titles in alike.items():
        every = len(titles) == len(listed_ones) > 2
        which = f"each of the {count(len(titles), 'proposal')}" if every else listed(titles)
        yield parts.FormRow(f"Who would accept {which}", said, added, said != added)


def _stands(form: Form) -> str:
    counts = dict(form.bases)
    return listed([count(counts[basis], one, many) for basis, one, many in SAID if counts[basis]]) or "nothing that is known"


def _verdict(form: Form) -> str:
    return VERDICTS[form.agreement]


def _acceptable(form: Form) -> str:
    zone = form.zone
    if zone.status != "exact":
        return {"yes": "some, not counted", "depends": "none surely, some perhaps, not counted", "no": "none"}.get(
            form.agreement, "not known"
        )
    if zone.zopa_possible == zone.zopa:
        return f"{zone.zopa:,}" if zone.zopa else "none"
    return f"{f'{zone.zopa:,}' if zone.zopa else 'none'} surely, {zone.zopa_possible:,} perhaps"


def _within(form: Form) -> str:
    return "not counted" if form.within is None else f"{form.within:,}" if form.within else "none"


def _settled(form: Form) -> str:
    return in_words(chosen(form.case, form.settled)) or "none"


def _conflicts(form: Form) -> str:
    """Each set by those whose demands are in it."""
    if form.agreement != "no":
        return "nothing for sure" if form.agreement == "depends" else "nothing" if form.agreement == "yes" else "not known"
    sets = [people(form.case, dict.fromkeys(one.party for one in clash.demands if one.party)) or "links" for clash in form.conflicts]
    many = count(len(sets), "set of demands", "sets of demands")
    return f"{many}: {'; '.join(sets[:4])}{'; and more' * (len(sets) > 4)}" if sets else "not known"


def _openings(form: Form) -> str:
    if form.agreement != "no":
        return "none needed" if form.agreement == "yes" else "not looked for"
    if not form.openings:
        return "none"
    counts = [one.packages for one in form.openings if one.packages is not None]
    if len(counts) < len(form.openings) or len(counts) > MOST_OPENINGS:
        return number(len(form.openings))
    if len(set(counts)) == 1:
        return f"{number(len(counts))}, {'each ' * (len(counts) > 1)}opening {count(counts[0], 'package')}"
    return f"{number(len(counts))}, opening {listed([f'{one:,}' for one in counts])} packages"


def _accepting(case: Case, accepts: tuple[tuple[str, str], ...]) -> str:
    by = [(word, [who for who, said in accepts if said == answer]) for answer, word in ANSWERS]
    return "; ".join(f"{word}: {people(case, who)}" for word, who in by if who) or "not known"
