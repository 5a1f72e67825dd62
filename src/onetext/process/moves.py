"""The table of moves: which command is lawful for whom, in which phase, procedure and mode, and with what power.

The documentation's table and diagram are made of it. What does not fit a table (is the question this party's, has it voted
already) stands in `decide`.
"""

from __future__ import annotations

from dataclasses import dataclass

from onetext.errors import OnetextError
from onetext.process import commands as c
from onetext.process.session import Session
from onetext.process.terms import Actor, Delegate, Mode, Phase, Power, Procedure, Role


class MoveError(OnetextError):
    """A move that is not lawful now; the message says why and what is."""


@dataclass(frozen=True, slots=True)
class Move:
    """One row: the words that call the move, who may make it, when, and with at least what power of a delegate."""

    verb: str
    roles: tuple[Role, ...]
    phases: tuple[Phase, ...]
    procedures: tuple[Procedure, ...] = tuple(Procedure)
    modes: tuple[Mode, ...] = tuple(Mode)
    power: Power = Power.LISTEN


M, P = (Role.MEDIATOR,), (Role.PARTY,)
TALKING = (Phase.PREPARING, Phase.DISCUSSING, Phase.VOTING, Phase.AGREED, Phase.SIGNED)
"""From the opening to the conclusion."""
KEPT = (*TALKING, Phase.CONCLUDED)
"""As long as there is a record to keep."""
DRAFTED, BEFORE_A_VOTE = (Phase.DISCUSSING,), (Phase.PREPARING, Phase.DISCUSSING)

MOVES: dict[type, Move] = {
    c.Open: Move("new", M, (Phase.UNOPENED,)),
    c.SeatDelegate: Move("seat", (Role.MEDIATOR, Role.PARTY), TALKING, power=Power.SIGN),
    c.UnseatDelegate: Move("unseat", (Role.MEDIATOR, Role.PARTY), TALKING, power=Power.SIGN),
    c.SetMode: Move("mode", M, TALKING),
    c.TableDraft: Move("draft", M, (*BEFORE_A_VOTE, Phase.AGREED)),
    c.Ask: Move("ask", M, TALKING),
    c.GiveAnswer: Move("answer", P, TALKING),
    c.Confide: Move("confide", P, TALKING),
    c.Criticise: Move("criticise", P, DRAFTED, (Procedure.ONE_TEXT,)),
    c.Disclose: Move("disclose", M, TALKING),
    c.NoteMeeting: Move("meeting", M, TALKING),
    c.HoldChannel: Move("hold", M, TALKING),
    c.ResumeChannel: Move("resume", M, TALKING),
    c.CloseRound: Move("close", M, KEPT),
    c.PutToVote: Move("put", M, DRAFTED),
    c.Vote: Move("vote", P, (Phase.VOTING,), power=Power.NEGOTIATE),
    c.Reveal: Move("reveal", M, (Phase.VOTING,)),
    c.Bracket: Move("bracket", P, DRAFTED, (Procedure.ROLLING,), (Mode.PLENARY,), Power.NEGOTIATE),
    c.Lift: Move("lift", P, DRAFTED, (Procedure.ROLLING,), (Mode.PLENARY,), Power.NEGOTIATE),
    c.Initial: Move("initial", P, (Phase.AGREED,), power=Power.INITIAL),
    c.Sign: Move("sign", P, (Phase.AGREED,), power=Power.INITIAL),
    c.Ratify: Move("ratify", P, (Phase.SIGNED,), power=Power.SIGN),
    c.Withdraw: Move("withdraw", P, TALKING, power=Power.SIGN),
    c.Return: Move("return", P, TALKING, power=Power.SIGN),
    c.HandOver: Move("hand-over", M, KEPT),
    c.Rekey: Move("passphrase", (Role.MEDIATOR, Role.PARTY), KEPT),
}


def role_of(session: Session, actor: Actor) -> Role | None:
    """In what capacity somebody acts; None for one who has no seat."""
    if session.terms is None or actor.who == session.mediator:
        return Role.MEDIATOR
    return Role.PARTY if session.seat(actor.who) else None


def delegate_of(session: Session, actor: Actor) -> Delegate | None:
    """The delegate who acts: the one named, or the only one seated; None where the party acts by itself."""
    own = [one for one in session.delegates if one.party == actor.who]
    if not actor.delegate and len(own) <= 1:
        return own[0] if own else None
    found = next((one for one in own if one.name == actor.delegate), None)
    if found is None:
        known = ", ".join(one.name for one in own) or "nobody is seated"
        raise MoveError(f"no delegate {actor.delegate!r} of {actor.who!r}; allowed: {known}")
    return found


def fits(session: Session, role: Role, move: Move) -> bool:
    """Whether a move is in its phase, procedure and mode, for a role."""
    in_procedure = session.procedure is None or session.procedure in move.procedures
    return role in move.roles and session.phase in move.phases and in_procedure and session.mode in move.modes


def allowed(session: Session, actor: Actor) -> tuple[str, ...]:
    """The moves that somebody may make now, by the words that call them: those of its delegate, where one is named or only one sits.

    Where several sit and none is named, those that one of them may make.
    """
    role = role_of(session, actor)
    power = Power.SIGN if role is Role.MEDIATOR else _power(session, actor)
    if role is None or power is None:
        return ()
    away = actor.who in session.withdrawn
    return tuple(
        move.verb
        for kind, move in MOVES.items()
        if fits(session, role, move)
        and (kind is c.Return) == away
        and move.power.rank <= power.rank
        and (kind is not c.Vote or _waited_for(session, actor.who))
    )


def _power(session: Session, actor: Actor) -> Power | None:
    """The power of the delegate who acts; all of it where a party acts by itself, None where nobody has that name."""
    own = [one for one in session.delegates if one.party == actor.who]
    if not own and not actor.delegate:
        return Power.SIGN
    named = [one.power for one in own if actor.delegate in ("", one.name)]
    return max(named, key=lambda power: power.rank, default=None)


def _waited_for(session: Session, who: str) -> bool:
    """Whether somebody's vote is asked for and not there yet."""
    return session.vote is not None and who in session.vote.voters and who not in (ballot.by for ballot in session.ballots)


def check_lawful(session: Session, command: c.Command, actor: Actor) -> None:
    """Raise MoveError where the table of moves does not have the move, with what it has."""
    move, role = MOVES[type(command)], role_of(session, actor)
    if role is None:
        known = ", ".join([session.mediator, *(seat.party for seat in session.seats)])
        raise MoveError(f"{actor.who!r} has no seat at this table; allowed: {known}")
    delegate = delegate_of(session, actor) if role is Role.PARTY else None
    away = actor.who in session.withdrawn
    if away != (type(command) is c.Return):
        raise _refused(session, actor, f"{actor.who!r} {'has left' if away else 'has not left'} the table")
    if not fits(session, role, move):
        raise _refused(session, actor, f"{role.value} may not `{move.verb}` {_when(session, role, move)}")
    if delegate is not None and delegate.power.rank < move.power.rank:
        says = f"{delegate.name} may {delegate.power.value} for {actor.who!r}, and `{move.verb}` needs the power to {move.power.value}"
        raise _refused(session, actor, says)


def _refused(session: Session, actor: Actor, why: str) -> MoveError:
    return MoveError(f"{why}; allowed: {', '.join(allowed(session, actor)) or 'nothing any more'}")


def _when(session: Session, role: Role, move: Move) -> str:
    """What it is that stands against a move."""
    if role not in move.roles:
        return f"(it is for {' or '.join(one.value for one in move.roles)})"
    if session.procedure is not None and session.procedure not in move.procedures:
        return f"in a {session.procedure.value} procedure"
    if session.phase not in move.phases:
        return f"while the session is at: {session.phase.value}"
    return f"in {session.mode.value} mode (it takes {' or '.join(one.value for one in move.modes)})"
