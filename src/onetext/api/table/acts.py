"""The moves that bring more than their command: what is sealed, what is opened for a ruling, and drafts from a case file."""

from __future__ import annotations

from onetext.api.reading import PathLike, gather, read_case
from onetext.api.table import said
from onetext.api.table.cases import paper_case
from onetext.api.table.papers import digest, paper
from onetext.api.table.sealing import opened, sealed, sealed_answer
from onetext.api.table.tables import More, Moved, Table
from onetext.errors import UsageError
from onetext.model.case import Case
from onetext.model.text.issues import free_issue
from onetext.process import commands as c
from onetext.process import events as e
from onetext.process.answerable import unasked, wrong
from onetext.process.moves import check_lawful
from onetext.process.overlay import Known, shared
from onetext.process.questions import Answer, OnArticle, Question
from onetext.process.rolling import rolled
from onetext.process.terms import Actor, Options
from onetext.store.keys.vault import Vault


def shared_case(table: Table) -> Case:
    """The case as all at the table know it, with the draft that is on it and, in a rolling text, what was bracketed and lifted since."""
    latest = [event for event in table.events if isinstance(event, e.Opened | e.TextTabled) and event.shared][-1]
    return rolled(paper_case(table, latest.shared), table.session)


def whole_case(table: Table) -> Case:
    """The case as the mediator's team entered it, with the draft that is on the table, bracketed and lifted as it was since."""
    latest = [event for event in table.events if isinstance(event, e.Opened | e.TextTabled) and event.case][-1]
    return rolled(paper_case(table, latest.case), table.session)


def answer(table: Table, actor: Actor, question: str, given: Answer, *, openly: bool = False, key: str = "") -> Moved:
    """Answer a question, sealed to the mediator or before all. UsageError for what cannot be laid over the case."""
    own = (one for one in table.session.questions if actor.who in one.audience)  # nobody learns what was asked of another
    _answerable(table, actor, next((one.about for one in own if one.question == question), None), given)
    if openly:
        return table.move(c.GiveAnswer(question, given), actor, More(key=key))
    made = sealed_answer(table, actor.who, question, given)
    return table.move(c.GiveAnswer(question, given, made.commitment, table.draft), actor, More((made,), key=key))


def confide(table: Table, actor: Actor, given: Answer, about: Question | None = None, *, key: str = "") -> Moved:
    """Tell the mediator something in confidence. UsageError for what cannot be laid over the case."""
    _answerable(table, actor, about, given)
    made = sealed_answer(table, actor.who, "", given)
    return table.move(c.Confide(given, made.commitment, about, table.draft), actor, More((made,), key=key))


def criticise(table: Table, actor: Actor, article: str, words: str, *, openly: bool = False, key: str = "") -> Moved:
    """Object to an article of the draft, sealed to the mediator or before all. UsageError for one that the text does not have."""
    objection, about = Answer(words=words), OnArticle(said.article(shared_case(table), article))
    if openly:
        return table.move(c.Criticise(about, objection), actor, More(key=key))
    made = sealed_answer(table, actor.who, "", objection)
    return table.move(c.Criticise(about, objection, made.commitment, table.draft), actor, More((made,), key=key))


def _answerable(table: Table, actor: Actor, about: Question | None, given: Answer) -> None:
    """Raise UsageError for an answer that cannot be laid over the case as all know it; who has no seat is told so by the ruling."""
    if about is not None and table.session.seat(actor.who) and (why := wrong(shared_case(table), Known(actor.who, about, given))):
        raise UsageError(why)


def vote(table: Table, actor: Actor, says: str, *, key: str = "") -> Moved:
    """Say yes or no to what was put, sealed until all votes are revealed together."""
    number = table.session.vote.number if table.session.vote else 0
    made = sealed(table, actor.who, f"vote-{number}", {"says": says})
    return table.move(c.Vote(says, made.commitment, table.draft), actor, More((made,), key=key))


def reveal(table: Table, actor: Actor, vault: Vault, *, key: str = "") -> Moved:
    """Reveal the votes together: whether all agreed, and no more."""
    found = opened(table, vault, "the votes are revealed together", (e.Voted,))
    ballots = {commitment: str(value.get("says", "")) for commitment, value in found.items() if isinstance(value, dict)}
    return table.move(c.Reveal(ballots), actor, More(key=key))


def table_draft(table: Table, actor: Actor, case: PathLike | None, *, package: Options = (), why: str = "", key: str = "") -> Moved:
    """Put a draft on the table: the last draft of a case file, or a package alone on the case as it is.

    With both, the package says what is put forward otherwise than by that draft.

    UsageError where the case file is another case than the one of this session, or has no text and no package is given.
    """
    before = whole_case(table)
    of = before if case is None else read_case(gather((case,)))
    _same(before, of)
    last = of.drafts[-1] if of.drafts else None
    puts = tuple({**(last.puts if last and case is not None else {}), **dict(package)}.items())
    if case is None and not package:
        raise UsageError("there is nothing to put on the table; allowed: --from CASE with a draft, or --package ISSUE=OPTION,...")
    settled = tuple((issue.id, issue.agreed.option) for issue in of.issues if issue.agreed is not None)
    guesses = bool(table.session.terms and table.session.terms.guesses)
    papers = (paper(of if guesses else shared(of)), paper(of))
    command = c.TableDraft(digest(papers[0]), digest(papers[1]), puts, settled, tuple(issue.id for issue in of.issues), why)
    return table.move(command, actor, More(papers=tuple({digest(one): one for one in papers}.items()), key=key))


def _same(before: Case, after: Case) -> None:
    """A draft may add issues as brackets and change the text; parties stay who they are."""
    gone = [party.id for party in before.parties if party.id not in after.party]
    gone += [issue.id for issue in before.issues if issue.id not in after.issue]
    if gone:
        raise UsageError(f"the case has no {gone[0]!r}, which this session has; allowed: the case of this session, with its text changed")


def put(table: Table, actor: Actor, package: Options, *, key: str = "") -> Moved:
    """Put a package to yes or no; asked are all whose consent it needs."""
    from onetext.model.acceptance import asked, consenters

    case = shared_case(table)
    whole = dict(package)
    complete = all(issue.id in whole and whole[issue.id] in issue.places for issue in case.issues)

    def needed(stage: str) -> tuple[str, ...]:
        return tuple(party.id for party in consenters(case, stage) if complete and asked(case, party.id, whole))

    return table.move(c.PutToVote(package, needed("table"), needed("ratify")), actor, More(key=key))


Typed = tuple[str, str, str]
"""An answer as typed: what it says, in what words, and for how many points a red line would be given up."""


def ask(table: Table, actor: Actor, party: str, about: said.About, *, note: str = "", key: str = "") -> Moved:
    """Ask a party something, typed in the short forms."""
    question = said.question(shared_case(table), party, about)
    if question is None:
        raise UsageError("nothing is asked; allowed: --article, --package, --worth, --reservation, --line, or --rather with --than")
    if table.session.seat(party) and (why := unasked(shared_case(table), party, question)):
        raise UsageError(why)
    return table.move(c.Ask(party, question, note), actor, More(key=key))


def typed_answer(table: Table, actor: Actor, question: str, typed: Typed, *, openly: bool = False, key: str = "") -> Moved:
    """Answer a question, typed in the short forms."""
    own = (one for one in table.session.questions if actor.who in one.audience)  # nobody learns what was asked of another
    about = next((one.about for one in own if one.question == question), None)
    return answer(table, actor, question, said.answer(about, *typed), openly=openly, key=key)


def typed_confidence(table: Table, actor: Actor, about: said.About, typed: Typed, *, key: str = "") -> Moved:
    """Confide something, typed in the short forms."""
    question = said.question(shared_case(table), actor.who, about)
    return confide(table, actor, said.answer(question, *typed), question, key=key)


def typed_draft(table: Table, actor: Actor, case: str, package: str, *, why: str = "", key: str = "") -> Moved:
    """Put a draft on the table; its package typed in the short forms."""
    options = said.named_package(read_case(gather((case,))) if case else shared_case(table), package) if package else ()
    return table_draft(table, actor, case or None, package=options, why=why, key=key)


def typed_put(table: Table, actor: Actor, package: str, *, key: str = "") -> Moved:
    """Put a package to yes or no, typed in the short forms; `draft` is what the draft puts forward."""
    draft = table.session.draft
    if package == "draft" and draft is not None:
        return put(table, actor, tuple({**dict(draft.package), **dict(table.session.settled)}.items()), key=key)
    return put(table, actor, said.named_package(shared_case(table), package), key=key)


def bracket(table: Table, actor: Actor, at: str, words: tuple[str, str], *, issue: str = "", key: str = "") -> Moved:
    """Bracket words of a paragraph beside what one would say instead, in a rolling text.

    UsageError where the case has no text, or the words do not stand there just once, or what stands there is agreed.
    """
    case = shared_case(table)
    taken = {**case.issue, **dict.fromkeys(one.issue for one in table.session.brackets)}
    command = c.Bracket(at, issue or free_issue(at, taken), *words)
    check_lawful(table.session, command, actor)
    if issue not in taken:  # one that is there already is refused by the ruling
        said.bracketed(case, e.Bracketed(actor.who, "", at, command.issue, *words))
    return table.move(command, actor, More(key=key))


def lift(table: Table, actor: Actor, issue: str, option: str, *, key: str = "") -> Moved:
    """Stand no longer in the way of an option, in a rolling text. UsageError for an option that the issue does not have."""
    check_lawful(table.session, c.Lift(issue, option), actor)
    ((issue, option),) = said.options(shared_case(table), f"{issue}={option}")
    return table.move(c.Lift(issue, option), actor, More(key=key))
