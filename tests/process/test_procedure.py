"""Sessions played by hand: votes, gates, lines of contact, mandates, leaving and coming back, signing and confirming, rolling texts."""

from __future__ import annotations

import pytest

from onetext.model.artefacts import Words
from onetext.process import commands as c
from onetext.process import events as e
from onetext.process.decide import unconfirmed
from onetext.process.moves import allowed
from onetext.process.questions import Answer, OnArticle, OnReservation, OnWorth
from onetext.process.telling import told
from onetext.process.terms import Actor, Delegate, Gate, Line, Mode, Phase, Power, Procedure, Seat
from process.scenes import PACKAGE, drafted, opened, sealed, speaker

PLENARY = c.SetMode(Mode.PLENARY)


def test_votes_are_revealed_together_and_only_as_agreed_or_not():
    """Who said no is nowhere in the log; nobody but the mediator sees even that another has voted."""
    scene = drafted()
    assert scene.votes(north="yes", east="no") == (e.NotAgreed("mediator", scene.events[-1].at, 1),)
    assert scene.now.phase is Phase.DISCUSSING and scene.now.vote is None and scene.now.ballots == ()
    assert not any("yes" in str(event) for event in scene.events)
    for party in ("north", "east", "house", "guard"):
        ballots = [event for event in scene.sees(party) if isinstance(event, e.Voted)]
        assert [one.by for one in ballots] == ([party] if party in ("north", "east") else [])
    assert told(scene.events[-1], {}) == "Vote 1: not agreed."
    scene.agrees()
    assert told(scene.events[-1], {}) == "Vote 2: all agreed." and scene.now.outcomes == ((1, False), (2, True))


@pytest.mark.parametrize("says", [{}, {"north": "yes"}, {"north": "no", "east": "no"}, {"north": "yes", "east": "no"}], ids=str)
def test_a_vote_that_is_missing_counts_as_no(says):
    """The mediator may reveal at any time; whoever waits is as good as whoever refuses, and looks the same."""
    scene = drafted()
    (outcome,) = scene.votes(**says)
    assert isinstance(outcome, e.NotAgreed)
    assert outcome == e.NotAgreed("mediator", outcome.at, 1)


def test_votes_are_not_revealed_before_all_that_are_there_are_opened():
    """The refusal is for the mediator, and names whose ballot stays shut."""
    scene = drafted()
    scene.does("mediator", c.PutToVote(PACKAGE, ()))
    scene.does("north", c.Vote("yes", sealed("north")))
    scene.does("east", c.Vote("yes", sealed("east")))
    assert scene.refused("mediator", c.Reveal({sealed("north"): "yes"})).startswith("the votes of east are not opened")
    assert isinstance(
        scene.does("mediator", c.Reveal({sealed("north"): "yes", sealed("east"): "yes", sealed("else"): "no"}))[0], e.AllAgreed
    )


def test_a_vote_is_cast_once_and_by_those_who_are_asked():
    """A guarantor only where the mediator asks it too."""
    scene = drafted()
    scene.does("mediator", c.PutToVote(PACKAGE, ("guard",)))
    assert scene.now.vote and scene.now.vote.voters == ("north", "east", "guard")
    assert scene.refused("house", c.Vote("yes", sealed("house"))) == "the yes of 'house' is not asked for; allowed: north, east, guard"
    assert scene.refused("guard", c.Vote("perhaps", sealed("guard"))) == "'perhaps' is no vote; allowed: yes, no"
    assert scene.refused("guard", c.Vote("yes", "")).startswith("it is not sealed")
    scene.does("guard", c.Vote("yes", sealed("guard")))
    assert "vote" not in allowed(scene.now, Actor("guard")) and "vote" in allowed(scene.now, Actor("east"))
    assert scene.refused("guard", c.Vote("no", sealed("guard 2"))) == "'guard' has voted; allowed: to wait until the votes are revealed"


def test_who_has_left_takes_its_yes_along():
    """A yes cast before leaving binds nobody: what is revealed is not agreed."""
    scene = drafted()
    scene.does("mediator", c.PutToVote(PACKAGE, ()))
    for party in ("north", "east"):
        scene.does(party, c.Vote("yes", sealed(party)))
    scene.does("east", c.Withdraw("Something happened."))
    (outcome,) = scene.does("mediator", c.Reveal({sealed("north"): "yes", sealed("east"): "yes"}))
    assert isinstance(outcome, e.NotAgreed)


def test_principals_meet_only_after_so_many_issues_are_settled():
    """A gate holds one level; others meet before, and the refusal says how far it is."""
    scene = drafted(mode=Mode.PLENARY, gate=Gate("principals", 2))
    meeting = c.NoteMeeting(("north", "east"), "2031-05-04", level="principals")
    assert scene.refused("mediator", meeting).startswith("0 of the 2 issues that a meeting of principals waits for are settled")
    scene.does("mediator", c.NoteMeeting(("north", "east"), "2031-05-04", level="experts"))
    scene.does("mediator", c.TableDraft(settled=(("line", "pull"),)))
    assert scene.refused("mediator", meeting).startswith("1 of the 2")
    scene.does("mediator", c.TableDraft(settled=(("line", "pull"), ("fee", "30"))))
    assert isinstance(scene.does("mediator", meeting)[0], e.Met)


def test_over_a_line_that_is_suspended_nobody_meets():
    """At its level, or at any where the line has none; of a line that does not lie between those who meet nothing is asked."""
    scene = drafted(mode=Mode.PLENARY, channels=(Line(("north", "east"), "", "suspended", "2031-01"),))
    meeting = c.NoteMeeting(("east", "north"), "2031-05-04", level="experts")
    assert "the line between north and east is suspended; allowed: to resume it first" in scene.refused("mediator", meeting)
    scene.does("mediator", c.NoteMeeting(("east", "guard"), "2031-05-04"))
    scene.does("mediator", c.ResumeChannel(("east", "north"), since="2031-05-04"))
    assert scene.now.channels == (Line(("east", "north"), "", "open", "2031-05-04"),)
    scene.does("mediator", meeting)
    scene.does("mediator", c.HoldChannel(("north", "east"), "principals"))
    assert scene.refused("mediator", c.HoldChannel(("east", "north"), "principals")) == "that line is suspended already; allowed: resume"
    scene.does("mediator", meeting)
    assert len(scene.now.channels) == 2 and scene.now.channels[1].since == "2031-05-04"
    assert [line.level for line in scene.knows("guard").channels] == [""], "a line between others is seen as it was at the opening"


@pytest.mark.parametrize(("mode", "together"), [(Mode.SHUTTLE, False), (Mode.CAUCUS, False), (Mode.PLENARY, True)])
def test_the_mode_says_with_how_many_the_mediator_meets(mode, together):
    """One in a shuttle or a caucus, two or more in a plenary."""
    scene = opened(mode=mode)
    one, two = (c.NoteMeeting(who, "2031-05-04") for who in (("north",), ("north", "east")))
    assert scene.does("mediator", two if together else one)
    assert f"a meeting in {mode.value} mode is with" in scene.refused("mediator", one if together else two)


@pytest.mark.parametrize("power", Power)
def test_a_mandate_opens_so_many_moves(power):
    """To listen, negotiate, initial, sign: who listens may still answer and confide."""
    scene = drafted().agrees()
    scene.does("north", speaker("north", "Ms. North", power))
    rank = list(Power).index(power)
    verbs = allowed(scene.now, Actor("north"))
    assert {"confide", "answer"} <= set(verbs)
    assert ("initial" in verbs, "sign" in verbs, "withdraw" in verbs) == (rank >= 2, rank >= 2, rank >= 3)
    if rank < 2:
        refusal = scene.refused("north", c.Sign())
        assert refusal == f"Ms. North may {power.value} for 'north', and `sign` needs the power to initial; allowed: {', '.join(verbs)}"
    elif power is Power.INITIAL:
        assert scene.refused("north", c.Sign()) == "Ms. North has no full powers to sign for good; allowed: sign --ad-referendum"
        assert scene.does("north", c.Sign(ad_referendum=True))[0] == e.Signed("north", scene.events[-1].at, True, "Ms. North")
    else:
        assert scene.does("north", c.Sign())[0] == e.Signed("north", scene.events[-1].at, False, "Ms. North")


def test_beyond_its_mandate_a_delegate_lifts_ad_referendum():
    """On an issue that its mandate does not name; on those it names, for good; without names, on every issue for good."""
    scene = drafted(Procedure.ROLLING, Mode.PLENARY)
    scene.does("north", speaker("north", "Ms. North", Power.NEGOTIATE, ("line",)))
    scene.does("east", speaker("east", "Mr. East"))
    lifts = [scene.does(who, c.Lift(issue, "pull"))[0] for who, issue in (("north", "line"), ("north", "port"), ("east", "port"))]
    assert [(one.ad_referendum, one.delegate) for one in lifts] == [(False, "Ms. North"), (True, "Ms. North"), (False, "Mr. East")]
    assert "ad referendum" in told(lifts[1], {}) and "ad referendum" not in told(lifts[0], {})


def test_a_delegate_seated_anew_has_the_new_mandate_and_one_unseated_none():
    """By name: who leaves is known to all, and can no longer act."""
    scene = opened()
    scene.does("north", speaker("north", "Ms. North"))
    scene.does("mediator", speaker("north", "Ms. North", Power.LISTEN))
    assert [one.power for one in scene.now.delegates] == [Power.LISTEN]
    assert "needs the power to sign" in scene.refused("north", c.UnseatDelegate("north", "Ms. North"))
    scene.does("mediator", c.UnseatDelegate("north", "Ms. North"))
    assert scene.now.delegates == scene.knows("east").delegates == ()
    assert scene.refused("north", c.Confide(Answer(words="x"), sealed("x")), "Ms. North").startswith("no delegate 'Ms. North' of 'north'")


def test_who_leaves_may_only_come_back():
    """The mediation goes on; what needs its yes waits."""
    scene = drafted()
    scene.does("east", c.Withdraw("No trust."))
    assert allowed(scene.now, Actor("east")) == ("return",)
    assert scene.refused("east", c.Confide(Answer(words="x"), sealed("x"))) == "'east' has left the table; allowed: return"
    assert scene.refused("mediator", c.PutToVote(PACKAGE, ())).startswith("'east', whose yes is needed, has left the table")
    assert "return" not in allowed(scene.now, Actor("north")) and "has not left" in scene.refused("north", c.Return())
    scene.does("east", c.Return())
    assert scene.now.withdrawn == () and scene.agrees().now.phase is Phase.AGREED
    for who in ("house", "guard"):
        scene.does(who, c.Withdraw())
    scene.does("guard", c.Return())
    assert scene.now.withdrawn == ("house",), "each comes back by itself"
    assert told(next(x for x in scene.events if isinstance(x, e.Withdrew)), {"east": "East"}) == "East left the table. It says: “No trust.”"


def test_only_one_with_full_powers_leaves_or_comes_back():
    """The list of what is allowed knows it too."""
    scene = opened()
    scene.does("north", speaker("north", "Ms. North"))
    scene.does("north", speaker("north", "Mr. North", Power.INITIAL))
    assert "needs the power to sign" in scene.refused("north", c.Withdraw(), "Mr. North")
    scene.does("north", c.Withdraw(), "Ms. North")
    assert allowed(scene.now, Actor("north", "Mr. North")) == () and allowed(scene.now, Actor("north", "Ms. North")) == ("return",)
    assert scene.refused("north", c.Return(), "Mr. North").endswith("allowed: nothing any more")


def test_a_text_is_concluded_once_every_confirmation_is_there():
    """All sign; who signed ad referendum confirms, and the ratifier; each once, in any order."""
    scene = drafted().agrees()
    scene.does("north", c.Initial())
    assert scene.refused("north", c.Initial()) == "'north' has initialled; allowed: sign"
    assert scene.refused("house", c.Initial()).startswith("the yes of 'house' is not asked for")
    scene.does("north", c.Sign(ad_referendum=True))
    assert scene.refused("north", c.Sign()) == "'north' has signed; allowed: to wait for the others"
    assert "has been signed" in scene.refused("mediator", c.TableDraft())
    assert [type(event) for event in scene.does("east", c.Sign())] == [e.Signed, e.AllSigned]
    assert scene.now.phase is Phase.SIGNED and unconfirmed(scene.now) == ("north", "house")
    assert scene.refused("east", c.Ratify()) == "nothing waits for a confirmation by 'east'; allowed: north, house"
    assert [type(event) for event in scene.does("house", c.Ratify())] == [e.Ratified]
    assert scene.refused("house", c.Ratify()).endswith("allowed: north")
    assert [type(event) for event in scene.does("north", c.Ratify())] == [e.Ratified, e.Concluded]
    assert scene.now.phase is Phase.CONCLUDED
    assert all(allowed(scene.now, Actor(who)) == ("passphrase",) for who in ("north", "east", "house"))
    assert allowed(scene.now, Actor("mediator")) == ("close", "hand-over", "passphrase")
    assert scene.refused("mediator", c.TableDraft()).endswith("while the session is at: concluded; allowed: close, hand-over, passphrase")


def test_signed_for_good_by_all_and_with_nobody_to_ratify_it_is_concluded_at_once():
    """The last signature brings all three events."""
    scene = drafted(seats=(Seat("north", "North"), Seat("east", "East"))).agrees()
    scene.does("north", c.Sign())
    assert [type(event) for event in scene.does("east", c.Sign())] == [e.Signed, e.AllSigned, e.Concluded]
    assert scene.now.phase is Phase.CONCLUDED


def test_who_left_after_the_conclusion_has_nothing_to_come_back_to():
    """Nothing is listed that would be refused."""
    scene = drafted(seats=(Seat("north", "North"), Seat("east", "East"), Seat("guard", "Guard", ("guarantor",)))).agrees()
    scene.does("guard", c.Withdraw())
    scene.does("north", c.Sign())
    scene.does("east", c.Sign())
    assert allowed(scene.now, Actor("guard")) == () and "while the session is at: concluded" in scene.refused("guard", c.Return())


def test_a_rolling_text_settles_an_issue_once_every_principal_lifts_to_the_same_option():
    """Others' lifts settle nothing; the last word of each counts; a vote keeps to what is settled."""
    scene = drafted(Procedure.ROLLING, Mode.PLENARY)
    for who, option in (("north", "hold"), ("guard", "pull"), ("house", "pull")):
        scene.does(who, c.Lift("line", option))
    assert scene.now.settled == ()
    scene.does("east", c.Lift("line", "pull"))
    assert scene.now.settled == (), "north stands at hold"
    scene.does("north", c.Lift("line", "pull"))
    assert scene.now.settled == scene.knows("guard").settled == (("line", "pull"),)
    assert scene.refused("mediator", c.PutToVote((("line", "hold"), *PACKAGE[1:]), ())) == "'line' is settled otherwise; allowed: pull"
    scene.does("east", c.Lift("line", "hold"))
    assert scene.now.settled == ()


def test_a_new_draft_begins_anew():
    """Lifts, brackets and initials belonged to the draft before; what is settled in the new one stands in it."""
    scene = drafted(Procedure.ROLLING, Mode.PLENARY)
    for who in ("north", "east"):
        scene.does(who, c.Lift("line", "pull"))
    scene.does("north", c.Bracket("1/a", "term", "a year", "two years"))
    assert scene.refused("east", c.Bracket("1/a", "term", "a year", "ten years")) == "an issue 'term' is there already; allowed: another id"
    for name in ("", "a\nb"):
        assert "is no id of an issue" in scene.refused("east", c.Bracket("1/a", name, "a year", "ten years"))
    assert scene.refused("mediator", c.PutToVote(PACKAGE, ())) == "the package leaves term open; allowed: one option for every issue"
    scene.does("mediator", c.TableDraft(settled=(("port", "open"),), issues=("line", "port", "fee")))
    assert (scene.now.settled, scene.now.lifted, scene.now.brackets) == ((("port", "open"),), (), ())
    assert scene.now.draft and scene.now.draft.number == 2
    scene.agrees().does("north", c.Initial())
    assert scene.now.initialled == ("north",)
    scene.does("mediator", c.TableDraft())
    assert scene.now.initialled == () and scene.now.vote is None and scene.now.phase is Phase.DISCUSSING


@pytest.mark.parametrize(
    ("procedure", "own", "other"), [(Procedure.ONE_TEXT, "criticise", "lift"), (Procedure.ROLLING, "lift", "criticise")]
)
def test_the_two_procedures_are_never_mixed(procedure, own, other):
    """In a one-text procedure parties criticise, in a rolling one they add and lift brackets; drafts are the mediator's in both."""
    scene = drafted(procedure, Mode.PLENARY)
    assert own in allowed(scene.now, Actor("north")) and other not in allowed(scene.now, Actor("north"))
    commands = {"criticise": c.Criticise(OnArticle("1"), Answer(words="Too long.")), "lift": c.Lift("line", "pull")}
    assert f"in a {procedure.value} procedure" in scene.refused("north", commands[other])
    assert scene.does("north", commands[own])
    assert "(it is for the mediator)" in scene.refused("north", c.TableDraft())


def test_what_is_said_openly_is_said_in_a_plenary():
    """Sealed at any time; to whom it answers is nobody else's business."""
    scene = drafted()
    scene.does("mediator", c.Ask("north", OnWorth("line", "pull"), "their chief hinted at 40"))
    scene.does("mediator", c.Ask("north", OnReservation()))
    scene.does("mediator", c.Ask("east", OnReservation()))
    assert [one.question for one in scene.now.questions] == ["north-1", "north-2", "east-1"]
    assert scene.refused("north", c.GiveAnswer("east-1", Answer("none"), sealed("x"))) == (
        "no question 'east-1' was asked of 'north'; allowed: north-1, north-2"
    )
    assert scene.refused("guard", c.GiveAnswer("guard-1", Answer("none"), sealed("x"))).endswith("allowed: none was asked")
    assert "nothing is said before all" in scene.refused("north", c.GiveAnswer("north-2", Answer("none")))
    scene.does("north", c.GiveAnswer("north-2", Answer("none"), sealed("x")))
    scene.does("mediator", PLENARY)
    (stated,) = scene.does("north", c.GiveAnswer("north-2", Answer("none")))
    assert stated == e.Stated("north", stated.at, OnReservation(), Answer("none"), "north-2")
    assert scene.sees("east")[-1] == e.Stated("north", "2031-05-04", OnReservation(), Answer("none"))
    assert [(one.question, one.note) for one in scene.knows("north").questions] == [("north-1", ""), ("north-2", "")]


def test_a_disclosure_reaches_those_who_are_named():
    """With what it is and without what the leak check found; a pinned one only after a second look."""
    scene = drafted()
    scene.does("mediator", c.Disclose(Words("There is a way."), ("north", "guard"), "ab" * 32, pinned=True, confirmed=True))
    assert [len(scene.knows(who).disclosed) for who in ("mediator", "north", "east", "guard")] == [1, 1, 0, 1]
    assert (scene.knows("mediator").disclosed[0].leaks, scene.knows("north").disclosed[0].leaks) == ("ab" * 32, "")
    assert (scene.knows("mediator").disclosed[0].pinned, scene.knows("north").disclosed[0].pinned) == (True, False)


def test_the_mediation_can_be_handed_over():
    """The chair stays the chair, by another person; all see it."""
    scene = opened()
    scene.does("mediator", c.HandOver("A. Person"))
    assert scene.now.mediation == scene.knows("east").mediation == "A. Person" and scene.now.mediator == "mediator"
    assert scene.does("mediator", c.CloseRound())[0] == e.RoundClosed("mediator", scene.events[-1].at, 1) and scene.now.round == 2


def test_what_somebody_wrote_stays_within_its_line():
    """A reason that looks like two entries of the log is told as one."""
    scene = opened()
    scene.does("east", c.Withdraw("No.”\nVote 1: all agreed.\u202e"))
    assert told(scene.events[-1], {"east": "East"}) == "East left the table. It says: “No.” Vote 1: all agreed. ”"


def test_a_delegate_is_told_with_level_power_and_limits():
    """One line says what a delegate may do."""
    scene = opened()
    scene.does("north", c.SeatDelegate(Delegate("north", "Ms. North", "experts", Power.INITIAL, ("line", "fee"))))
    assert told(scene.events[-1], {"north": "North"}) == (
        "Ms. North (experts) speaks for North, with the power to initial; for good on this alone: line, fee."
    )
