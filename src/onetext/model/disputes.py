"""Replies that all else which is known of the party contradicts, and replies that a later one took the place of.

By definition, and of the last reply to each proposal alone: a yes where everything else refuses the proposal however its
open issues are filled, a no where everything else accepts it. Of a party whose words decide, everything else is its red
lines, its views and its other replies; of one with worths and a reservation value, its red lines and these. Proposals
that leave more open than is filled one by one are held against red lines alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from onetext.model.acceptance import Answer, compare, value, voter
from onetext.model.case import Case
from onetext.model.completions import MOST_FILLED, filled, left_open, never_kept
from onetext.model.conditions import Package, holds, keeps
from onetext.model.inference import Word, Words, last_replies, without_rejected, words
from onetext.model.positions import NoNumber, Position, RedLine, red_lines
from onetext.model.records import Reply
from onetext.model.resolved import AGAINST_A_REPLY, contradiction_id, parts_of, reply_parts
from onetext.model.witness import Reason, why_accepts


@dataclass(frozen=True, slots=True)
class Dispute:
    """A reply, and what speaks against it.

    `kind`: `line`, a yes to what the party's own red line `line` refuses; `words`, against what else it said; `reply`,
    against its figures; `superseded`, a reply that `later` took the place of. `computed` is the answer that all else
    gives, `reasons` what stands behind it.
    """

    kind: str
    reply: Reply
    computed: Answer
    reasons: tuple[Reason, ...] = ()
    line: RedLine | None = None
    later: Reply | None = None

    @property
    def id(self) -> str:
        """The id of the contradiction."""
        if self.later is not None:
            return contradiction_id(self.kind, *reply_parts(self.later), *reply_parts(self.reply)[2:])
        return contradiction_id(self.kind, *reply_parts(self.reply), *([self.line.id] if self.line else []))


def disputes(case: Case) -> tuple[Dispute, ...]:
    """Every reply that something speaks against, by party and proposal; whatever was resolved is looked at as if it were not."""
    base = replace(case, resolved=()) if case.resolved else case
    places = {proposal.id: place for place, proposal in enumerate(base.proposals)}
    who = dict.fromkeys(reply.who for reply in base.replies)
    found = [(one.reply, one) for each in who for one in (*_contradicted(base, each), *_replaced(base, each))]
    return tuple(one for _, one in sorted(found, key=lambda pair: (pair[0].who, places[pair[0].to], pair[1].id)))


def taking_effect(case: Case) -> Case:
    """The case without resolutions that would set aside a reply although nothing speaks against it on that day."""
    about = [one for one in case.resolved if parts_of(one.id)[0] in AGAINST_A_REPLY]
    known = {one.id for one in disputes(case)} if about else set()
    idle = {one.id for one in about} - known
    return replace(case, resolved=tuple(one for one in case.resolved if one.id not in idle)) if idle else case


def _replaced(case: Case, who: str) -> Iterator[Dispute]:
    """Each reply of a party that its next one to the same proposal took the place of, where the two say different things."""
    mine = [reply for reply in case.replies if reply.who == who and reply.says in ("yes", "no", "if")]
    for to in dict.fromkeys(reply.to for reply in mine):
        in_order = sorted((reply for reply in mine if reply.to == to), key=lambda reply: reply.date or date.min)
        for one, later in pairwise(in_order):
            if one.says != later.says:
                yield Dispute("superseded", one, _ANSWERS[later.says], later=later)


_ANSWERS = {"yes": Answer.YES, "no": Answer.NO, "if": Answer.DEPENDS}


def _contradicted(case: Case, who: str) -> Iterator[Dispute]:
    """The last replies of a party that all else contradicts; a yes once for each red line that refuses all of the proposal."""
    packages = {proposal.id: dict(proposal.package) for proposal in case.proposals}
    position = case.position.get(who, Position(who))
    told = words(case, position)
    for reply in last_replies(case, who):
        said = packages[reply.to]
        lines = [line for line in red_lines(position) if never_kept(case, line.form, said)] if reply.says == "yes" else []
        for line in lines:
            yield Dispute("line", reply, Answer.NO, (Reason(Answer.NO, "red_line", line.id),), line)
        if reply.says == "if" or left_open(case.issues, said) > MOST_FILLED:
            continue
        against = Answer.NO if reply.says == "yes" else Answer.YES
        reasons = _all(case, said, against, _judge(case, position, without(told, reply), bool(lines)))
        kind = "words" if any(reason.kind in ("reply", "view") for reason in reasons) else "reply"
        # Beside a red line that refuses it other words leave nothing open.
        if reasons and not (lines and kind == "words"):
            yield Dispute(kind, reply, against, reasons)


def _all(case: Case, said: dict[str, str], against: Answer, judge: Callable[[Package], Reason]) -> tuple[Reason, ...]:
    """What stands behind one answer where every completion gets it; nothing where one does not."""
    found: dict[Reason, None] = {}
    for package in filled(case.issues, said):
        reason = judge(package)
        if reason.answer is not against:
            return ()
        found[reason] = None
    return tuple(found)


def without(said: Words, reply: Reply) -> Words:
    """A party's words, one reply left out."""
    return Words(*(tuple(word for word in which if word.reply is not reply) for which in (said.accepted, said.refused)))


def _judge(case: Case, position: Position, said: Words, beside_lines: bool) -> Callable[[Package], Reason]:
    """What a party's position and some of its words make of packages; `beside_lines`: its own red lines left out."""
    party, lines = case.party.get(position.party), () if beside_lines else red_lines(position)
    if party is not None and party.is_a("bloc"):
        return lambda package: why_accepts(case, party.id, package)
    one = voter(case, position.party)

    def judge(package: Package) -> Reason:
        crossed = next((line for line in lines if not keeps(line.form, case.issue, package)), None)
        if crossed is not None:
            return Reason(Answer.NO, "red_line", crossed.id)
        if one.reservation is not None:
            return Reason(compare(value(case, one.id, package), one.reservation), "reservation")
        yes, no = (
            next((word for word in which if holds(word.condition, case.issue, package)), None) for which in (said.accepted, said.refused)
        )
        if no is not None:
            return _by(Answer.NO, no) if yes is None else Reason(Answer.DEPENDS)
        if yes is not None:
            return _by(Answer.YES, yes)
        willing = position.reservation is NoNumber.NONE and holds(without_rejected(case, position), case.issue, package)
        return Reason(Answer.YES, "reservation") if willing else Reason(Answer.DEPENDS)

    return judge


def _by(answer: Answer, word: Word) -> Reason:
    return Reason(answer, "view") if word.reply is None else Reason(answer, "reply", word.reply.to)
