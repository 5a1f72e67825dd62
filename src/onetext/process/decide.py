"""The rulings: what follows from a command, or why it is refused. `now` comes in; nothing here reads a clock or a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from onetext.model.checks import unsound_characters
from onetext.process import commands as c
from onetext.process import events as e
from onetext.process.moves import MoveError, check_lawful, delegate_of
from onetext.process.questions import unfit
from onetext.process.session import Session, fold
from onetext.process.terms import ESCROW, Actor, Line, Mode, Phase, Power

Events = tuple[e.Event, ...]
SUSPENDED, OPEN = "suspended", "open"


def decide(session: Session, command: c.Command, actor: Actor, now: str) -> Events:
    """The events that a command leads to. MoveError where it is not lawful, with what is; the session is not changed."""
    check_lawful(session, command, actor)
    return RULINGS[type(command)](session, command, actor, now)


def _open(session: Session, of: c.Open, actor: Actor, now: str) -> Events:
    if actor.who in (seat.party for seat in of.seats):
        raise MoveError(f"{actor.who!r} mediates and has no seat; allowed: seats of others")
    if not of.seats:
        raise MoveError("nobody has a seat; allowed: at least one party")
    _once("party", [seat.party for seat in of.seats])
    _once("issue", of.issues)
    opened = e.Opened(
        actor.who, now, of.title, of.procedure, of.mode, of.seats, of.shared, of.case, of.key, of.keys, of.issues, of.gate, of.channels,
        of.guesses,
    )  # fmt: skip
    return (opened,)


def _seat(session: Session, of: c.SeatDelegate, actor: Actor, now: str) -> Events:
    _of_own(session, actor, of.delegate.party)
    unknown = [issue for issue in of.delegate.issues if issue not in _issues(session)]
    if unknown:
        raise MoveError(f"no issue {unknown[0]!r}; allowed: {', '.join(_issues(session))}")
    return (e.Seated(actor.who, now, of.delegate),)


def _unseat(session: Session, of: c.UnseatDelegate, actor: Actor, now: str) -> Events:
    _of_own(session, actor, of.party)
    own = [one.name for one in session.delegates if one.party == of.party]
    if of.name not in own:
        raise MoveError(f"no delegate {of.name!r} of {of.party!r}; allowed: {', '.join(own) or 'nobody is seated'}")
    return (e.Unseated(actor.who, now, of.party, of.name),)


def _mode(session: Session, of: c.SetMode, actor: Actor, now: str) -> Events:
    if of.mode is session.mode:
        raise MoveError(f"the mode is {of.mode.value} already; allowed: {', '.join(m.value for m in Mode if m is not of.mode)}")
    return (e.ModeSet(actor.who, now, of.mode),)


def _table(session: Session, of: c.TableDraft, actor: Actor, now: str) -> Events:
    if session.signed:
        raise MoveError("the text has been signed; allowed: confide, ask, sign")
    known = of.issues or _issues(session)
    for options in (of.package, of.settled):
        _once("issue", [issue for issue, _ in options])
        for issue, _ in options:
            _among(issue, known)
    number = session.draft.number + 1 if session.draft else 1
    return (e.TextTabled(actor.who, now, number, of.shared, of.case, of.package, of.settled, known, of.why),)


def _ask(session: Session, of: c.Ask, actor: Actor, now: str) -> Events:
    audience_of(session, (of.party,))
    last = next((one.question for one in reversed(session.questions) if one.audience == (of.party,)), f"{of.party}-0")
    name = f"{of.party}-{int(last.rpartition('-')[2]) + 1}"
    return (e.Asked(actor.who, now, name, of.about, of.note, (of.party,)),)


def _answer(session: Session, of: c.GiveAnswer, actor: Actor, now: str) -> Events:
    asked = session.question(of.question)
    own = [one.question for one in session.questions if actor.who in one.audience]
    if asked is None or actor.who not in asked.audience:
        raise MoveError(f"no question {of.question!r} was asked of {actor.who!r}; allowed: {', '.join(own) or 'none was asked'}")
    _fitting(asked.about, of.answer)
    name = _delegate(session, actor)
    if of.sealed:
        return (e.Answered(actor.who, now, of.question, asked.about, of.sealed, _draft(session, of.draft), name),)
    _before_all(session)
    return (e.Stated(actor.who, now, asked.about, of.answer, of.question, name),)


def _confide(session: Session, of: c.Confide, actor: Actor, now: str) -> Events:
    if of.about is not None:
        _fitting(of.about, of.answer)
    elif not of.answer.words:
        raise MoveError("nothing is said; allowed: words, or a question with an answer to it")
    _committed(of.sealed)
    return (e.Confided(actor.who, now, of.sealed, of.about, _draft(session, of.draft), _delegate(session, actor)),)


def _criticise(session: Session, of: c.Criticise, actor: Actor, now: str) -> Events:
    _fitting(of.about, of.answer)
    name = _delegate(session, actor)
    if of.sealed:
        return (e.Confided(actor.who, now, of.sealed, of.about, _draft(session, of.draft), name),)
    _before_all(session)
    return (e.Stated(actor.who, now, of.about, of.answer, "", name),)


def _disclose(session: Session, of: c.Disclose, actor: Actor, now: str) -> Events:
    audience_of(session, of.to)
    if of.pinned and not of.confirmed:
        raise MoveError("what is to be disclosed needs a second confirmation; allowed: to look at what it gives away, and confirm it")
    return (e.Disclosed(actor.who, now, of.artefact, of.leaks, of.pinned, of.to),)


def _meeting(session: Session, of: c.NoteMeeting, actor: Actor, now: str) -> Events:
    audience_of(session, of.who)
    together = len(of.who) > 1
    if together != (session.mode is Mode.PLENARY):
        takes = "two parties or more" if session.mode is Mode.PLENARY else "one party"
        raise MoveError(f"a meeting in {session.mode.value} mode is with {takes}; allowed: that, or another mode")
    for line in session.channels:
        if line.state == SUSPENDED and set(line.between) <= set(of.who) and line.level in ("", of.level):
            raise MoveError(f"the line between {' and '.join(line.between)} is suspended; allowed: to resume it first")
    gate = session.terms.gate if session.terms else None
    if gate is not None and gate.level == of.level and len(session.settled) < gate.issues:
        done = f"{len(session.settled)} of the {gate.issues} issues that a meeting of {gate.level} waits for are settled"
        raise MoveError(f"{done}; allowed: a meeting at another level")
    return (e.Met(actor.who, now, of.day, of.place, of.minutes, of.level, of.outcome, of.note, of.who),)


def _channel(state: str) -> Callable[[Session, Any, Actor, str], Events]:
    """How a line of contact is held, or taken up again."""

    def ruling(session: Session, of: Any, actor: Actor, now: str) -> Events:
        audience_of(session, of.between)
        if len(of.between) < 2:
            raise MoveError("a line of contact is between two parties or more; allowed: two names")
        known = [one for one in session.channels if set(one.between) == set(of.between) and one.level == of.level]
        if known and known[0].state == state:
            raise MoveError(f"that line is {state} already; allowed: {'resume' if state == SUSPENDED else 'hold'}")
        return (e.ChannelSet(actor.who, now, Line(of.between, of.level, state, of.since or now[:10]), of.between),)

    return ruling


def _close(session: Session, of: c.CloseRound, actor: Actor, now: str) -> Events:
    return (e.RoundClosed(actor.who, now, session.round),)


def _put(session: Session, of: c.PutToVote, actor: Actor, now: str) -> Events:
    _known(session, of.package, session.settled)
    missing = [issue for issue in _issues(session) if issue not in dict(of.package)]
    if missing:
        raise MoveError(f"the package leaves {', '.join(missing)} open; allowed: one option for every issue")
    against = [issue for issue, option in session.settled if dict(of.package).get(issue, option) != option]
    if against:
        raise MoveError(f"{against[0]!r} is settled otherwise; allowed: {dict(session.settled)[against[0]]}")
    voters = tuple(dict.fromkeys([*(seat.party for seat in session.seats if seat.always_asked), *of.voters]))
    audience_of(session, voters)
    away = [party for party in voters if party in session.withdrawn]
    if away:
        raise MoveError(f"{away[0]!r}, whose yes is needed, has left the table; allowed: to wait until it returns")
    number = 1 + len(session.outcomes)
    return (e.Put(actor.who, now, number, of.package, voters, of.ratifiers, session.draft.number if session.draft else 0),)


def _vote(session: Session, of: c.Vote, actor: Actor, now: str) -> Events:
    put = _voter(session, actor)
    if of.says not in ("yes", "no"):
        raise MoveError(f"{of.says!r} is no vote; allowed: yes, no")
    if actor.who in (ballot.by for ballot in session.ballots):
        raise MoveError(f"{actor.who!r} has voted; allowed: to wait until the votes are revealed")
    _committed(of.sealed)
    return (e.Voted(actor.who, now, put.number, of.sealed, _draft(session, of.draft), _delegate(session, actor)),)


def _reveal(session: Session, of: c.Reveal, actor: Actor, now: str) -> Events:
    unopened = [ballot.by for ballot in session.ballots if ballot.sealed not in of.ballots]
    if session.vote is None or unopened:
        raise MoveError(f"the votes of {', '.join(unopened)} are not opened; allowed: to open all of them together")
    yes = {one.by for one in session.ballots if of.ballots[one.sealed] == "yes" and one.by not in session.withdrawn}
    agreed = all(party in yes for party in session.vote.voters)
    return ((e.AllAgreed if agreed else e.NotAgreed)(actor.who, now, session.vote.number),)


def _bracket(session: Session, of: c.Bracket, actor: Actor, now: str) -> Events:
    if of.issue in _issues(session) or of.issue in (one.issue for one in session.brackets):
        raise MoveError(f"an issue {of.issue!r} is there already; allowed: another id")
    if not of.issue or unsound_characters(of.issue):
        raise MoveError(f"{of.issue!r} is no id of an issue; allowed: letters, digits, punctuation and spaces")
    return (e.Bracketed(actor.who, now, of.at, of.issue, of.words, of.instead, _delegate(session, actor)),)


def _lift(session: Session, of: c.Lift, actor: Actor, now: str) -> Events:
    _known(session, ((of.issue, of.option),), ())
    delegate = delegate_of(session, actor)
    beyond = delegate is not None and bool(delegate.issues) and of.issue not in delegate.issues
    return (e.Lifted(actor.who, now, of.issue, of.option, beyond, _delegate(session, actor)),)


def _initial(session: Session, of: c.Initial, actor: Actor, now: str) -> Events:
    _voter(session, actor)
    if actor.who in session.initialled:
        raise MoveError(f"{actor.who!r} has initialled; allowed: sign")
    return (e.Initialled(actor.who, now, _delegate(session, actor)),)


def _sign(session: Session, of: c.Sign, actor: Actor, now: str) -> Events:
    put, delegate = _voter(session, actor), delegate_of(session, actor)
    if actor.who in dict(session.signed):
        raise MoveError(f"{actor.who!r} has signed; allowed: to wait for the others")
    if delegate is not None and delegate.power is not Power.SIGN and not of.ad_referendum:
        raise MoveError(f"{delegate.name} has no full powers to sign for good; allowed: sign --ad-referendum")
    signed = e.Signed(actor.who, now, of.ad_referendum, _delegate(session, actor))
    then = fold((signed,), session)
    if not set(put.voters) <= dict(then.signed).keys():
        return (signed,)
    return (signed, e.AllSigned(actor.who, now), *_concluding(fold((e.AllSigned(actor.who, now),), then), actor, now))


def _ratify(session: Session, of: c.Ratify, actor: Actor, now: str) -> Events:
    waiting = [party for party in unconfirmed(session) if party == actor.who]
    if not waiting:
        known = ", ".join(unconfirmed(session)) or "nobody"
        raise MoveError(f"nothing waits for a confirmation by {actor.who!r}; allowed: {known}")
    ratified = e.Ratified(actor.who, now, _delegate(session, actor))
    return (ratified, *_concluding(fold((ratified,), session), actor, now))


def unconfirmed(session: Session) -> tuple[str, ...]:
    """Those whose confirmation a signed text still waits for: who signed ad referendum, and the ratifiers."""
    needed = [party for party, ad_referendum in session.signed if ad_referendum]
    needed += session.vote.ratifiers if session.vote else ()
    return tuple(party for party in dict.fromkeys(needed) if party not in session.ratified)


def _concluding(session: Session, actor: Actor, now: str) -> Events:
    ready = session.phase is Phase.SIGNED and not unconfirmed(session)
    return (e.Concluded(actor.who, now),) if ready else ()


def _withdraw(session: Session, of: c.Withdraw, actor: Actor, now: str) -> Events:
    return (e.Withdrew(actor.who, now, of.why),)


def _return(session: Session, of: c.Return, actor: Actor, now: str) -> Events:
    return (e.Returned(actor.who, now),)


def _hand_over(session: Session, of: c.HandOver, actor: Actor, now: str) -> Events:
    if not of.to.strip():
        raise MoveError("nobody is named; allowed: the name of a person")
    return (e.HandedOver(actor.who, now, of.to, of.keys),)


def _rekey(session: Session, of: c.Rekey, actor: Actor, now: str) -> Events:
    if actor.who not in (session.mediator, of.whose):
        raise MoveError(f"{actor.who!r} has no say over the keys of {of.whose!r}; allowed: its own")
    everybody = tuple(seat.party for seat in session.seats)
    if of.whose not in (session.mediator, ESCROW):
        audience_of(session, (of.whose,))
    return (e.Rekeyed(actor.who, now, of.whose, of.keys, everybody if of.whose == ESCROW else (of.whose,)),)


def _issues(session: Session) -> tuple[str, ...]:
    own = session.draft.issues if session.draft else session.terms.issues if session.terms else ()
    return (*own, *(one.issue for one in session.brackets))


def _known(session: Session, *options: tuple[tuple[str, str], ...]) -> None:
    """Raise MoveError where an issue is named that the session does not have."""
    for some in options:
        _once("issue", [issue for issue, _ in some])
        for issue, _ in some:
            _among(issue, _issues(session))


def _among(issue: str, known: tuple[str, ...]) -> None:
    if issue not in known:
        raise MoveError(f"no issue {issue!r}; allowed: {', '.join(known) or 'none is on the table'}")


def _once(kind: str, names: Sequence[str]) -> None:
    """Raise MoveError where a name stands twice."""
    if twice := [name for place, name in enumerate(names) if name in names[:place]]:
        raise MoveError(f"{kind} {twice[0]!r} is named twice; allowed: each once")


def _draft(session: Session, number: int) -> int:
    """The draft that a party knew when it sealed something: this one or an earlier one, where another was tabled meanwhile."""
    last = session.draft.number if session.draft else 0
    if not 0 <= number <= last:
        raise MoveError(f"there is no draft {number}; allowed: {f'0 to {last}' if last else '0, before the first'}")
    return number


def _committed(sealed: str) -> None:
    """Raise MoveError where what has to be sealed is not."""
    if not sealed:
        raise MoveError("it is not sealed; allowed: the commitment to a sealed text")


def audience_of(session: Session, parties: tuple[str, ...]) -> None:
    """MoveError where nobody is named, or one who has no seat."""
    known = ", ".join(seat.party for seat in session.seats)
    if not parties:
        raise MoveError(f"nobody is named; allowed: {known}")
    for party in parties:
        if session.seat(party) is None:
            raise MoveError(f"{party!r} has no seat at this table; allowed: {known}")
    _once("party", parties)


def _of_own(session: Session, actor: Actor, party: str) -> None:
    audience_of(session, (party,))
    if actor.who not in (session.mediator, party):
        raise MoveError(f"{actor.who!r} does not seat those of {party!r}; allowed: its own")


def _fitting(about: Any, answer: Any) -> None:
    if wrong := unfit(about, answer):
        raise MoveError(wrong)


def _before_all(session: Session) -> None:
    if session.mode is not Mode.PLENARY:
        raise MoveError(f"in {session.mode.value} mode nothing is said before all; allowed: to say it sealed, to the mediator")


def _voter(session: Session, actor: Actor) -> e.Put:
    if session.vote is None or actor.who not in session.vote.voters:
        known = ", ".join(session.vote.voters) if session.vote else "nobody"
        raise MoveError(f"the yes of {actor.who!r} is not asked for; allowed: {known}")
    return session.vote


def _delegate(session: Session, actor: Actor) -> str:
    found = delegate_of(session, actor)
    return found.name if found else ""


RULINGS: dict[type, Callable[[Session, Any, Actor, str], Events]] = {
    c.Open: _open,
    c.SeatDelegate: _seat,
    c.UnseatDelegate: _unseat,
    c.SetMode: _mode,
    c.TableDraft: _table,
    c.Ask: _ask,
    c.GiveAnswer: _answer,
    c.Confide: _confide,
    c.Criticise: _criticise,
    c.Disclose: _disclose,
    c.NoteMeeting: _meeting,
    c.HoldChannel: _channel(SUSPENDED),
    c.ResumeChannel: _channel(OPEN),
    c.CloseRound: _close,
    c.PutToVote: _put,
    c.Vote: _vote,
    c.Reveal: _reveal,
    c.Bracket: _bracket,
    c.Lift: _lift,
    c.Initial: _initial,
    c.Sign: _sign,
    c.Ratify: _ratify,
    c.Withdraw: _withdraw,
    c.Return: _return,
    c.HandOver: _hand_over,
    c.Rekey: _rekey,
}
"""One ruling for each command: a test holds it complete, beside the table of moves."""
