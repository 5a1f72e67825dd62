"""The text as values: a package gives one clean text; changes lead from one text to another; drafts are a chain."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.errors import CaseError
from onetext.formats.text import read_text
from onetext.model.case import Case
from onetext.model.issues import Issue, Option
from onetext.model.parties import Party
from onetext.model.text.changes import applied, changes
from onetext.model.text.drafts import Draft, edit_of, latest, refusals, sealed, texts
from onetext.model.text.numbering import letters, markers, references, roman
from onetext.model.text.resolve import resolved
from onetext.model.text.tokens import BracketChange, Stretch, compared
from onetext.model.text.values import Content, Paragraph, Text, Words, content
from onetext.model.text.walk import passages, wordings
from wordings import changed_text, random_package, random_text

seeds = st.integers(0, 2**32)


def text(source: str) -> Text:
    found = read_text(source)
    assert not found.problems, found.problems
    return found.text


def clean(source: str, **package: str) -> str:
    (block,) = resolved(text(source), package).preamble
    assert isinstance(block, Paragraph)
    return "".join(piece.text for piece in block.content if isinstance(piece, Words))


@given(seeds)
@settings(deadline=None)
def test_a_package_gives_one_clean_text(seed: int) -> None:
    rng = Random(seed)
    made, case = random_text(rng)
    package = random_package(rng, case)
    found = resolved(made, package)
    assert not list(wordings(found))
    assert found == resolved(made, dict(reversed(package.items())))
    assert all(of == content(of) for _, of in passages(found))
    first, rest = dict(list(package.items())[:2]), dict(list(package.items())[2:])
    assert resolved(resolved(made, first), rest) == found


@pytest.mark.parametrize(
    ("source", "package", "said"),
    [
        ("They [shall | should]{v: a; b} go.", {"v": "b"}, "They should go."),
        ("They go [at once | ]{v: a; b}.", {"v": "b"}, "They go."),
        ("They go [at once | ]{v: a; b}, and soon.", {"v": "b"}, "They go, and soon."),
        ("[At once | ]{v: a; b} they go.", {"v": "b"}, "they go."),
        ("They [not | ]{v: a; b} go.", {"v": "b"}, "They go."),
        ("Pay [#]{n} marks.", {"n": "3/2"}, "Pay 3/2 marks."),
        ("They [may [soon | ]{w: x; y} | must]{v: a; b} go.", {"v": "a", "w": "y"}, "They may go."),
    ],
)
def test_no_gap_is_left_where_nothing_is_said(source: str, package: dict[str, str], said: str) -> None:
    assert clean(source, **package) == said


@given(seeds)
@settings(deadline=None)
def test_changes_lead_from_one_text_to_another(seed: int) -> None:
    rng = Random(seed)
    a, _ = random_text(rng)
    b = changed_text(rng, a) if rng.random() < 0.8 else random_text(rng)[0]
    made = changes(a, b)
    assert applied(a, made) == b
    assert not changes(a, a)
    assert bool(made) == (a != b)
    for change in made[:1]:
        if change.kind == "change":
            with pytest.raises(ValueError, match="another than the change says"):
                applied(b, made)


def test_what_moved_is_a_move() -> None:
    a = text("## Article 1. One {#one}\n\n1. {#p1} a\n\n2. {#p2} b\n\n## Article 2. Two {#two}\n\n## Article 3. Three {#three}\n")
    b = replace(a, articles=(a.articles[2], replace(a.articles[0], blocks=a.articles[0].blocks[::-1]), a.articles[1]))
    made = changes(a, b)
    assert [(change.kind, change.at, change.after) for change in made] == [("move", ("three",), ""), ("move", ("one", "p2"), "")]


def shown(of: Content) -> str:
    """Words as they are, everything else as a sign that does not depend on what it holds."""
    return "".join(piece.text if isinstance(piece, Words) else f"<{getattr(piece, 'issue', piece)}>" for piece in of)


@given(seeds)
@settings(deadline=None)
def test_words_that_stay_and_go_make_what_was(seed: int) -> None:
    rng = Random(seed)
    a, _ = random_text(rng)
    b = changed_text(rng, a)
    before = [of for _, of in passages(a)]
    after = [of for _, of in passages(b)]
    for x, y in zip(before, after, strict=False):
        found = compared(x, y)
        for side, fate in ((x, "removed"), (y, "added")):
            kept = (one for one in found if not isinstance(one, Stretch) or one.fate in ("same", fate))
            assert "".join(shown(one.pieces) if isinstance(one, Stretch) else f"<{one.issue}>" for one in kept) == shown(side)


def test_words_are_compared_within_a_bracket() -> None:
    (a,), (b,) = (
        text("They [shall go | should]{v: a by x; b} now.").preamble,
        text("They [shall run | should]{v: a by x, y; b} now.").preamble,
    )
    assert isinstance(a, Paragraph)
    assert isinstance(b, Paragraph)
    change = compared(a.content, b.content)[1]
    assert isinstance(change, BracketChange)
    first, second = change.variants
    assert [(one.fate, one.pieces[0].text) for one in first.stretches] == [("same", "shall "), ("removed", "go"), ("added", "run")]
    assert [hold.party for hold in first.holds] == ["x", "y"]
    assert [one.fate for one in second.stretches] == ["same"]


def test_whole_phrases_change() -> None:
    found = compared((Words("one two three"),), (Words("four five six"),))
    assert [(one.fate, one.pieces) for one in found] == [("removed", (Words("one two three"),)), ("added", (Words("four five six"),))]


def test_numbers_are_counted() -> None:
    made = text(
        "## Article 1 {#a}\n\n1. {#x} a\n\n   (a) {#y} b\n\n2. Alt-1 {i: o} c\n\n3. Alt-1 {i: o} d\n\n2. Alt-2 {i: p} e\n\n3. {#z} f\n"
    )
    assert [marker for _, marker in markers(made.articles[0].blocks)] == ["1.", "(a)", "2.", "3.", "2.", "4."]
    assert references(made)["a/y"] == "(a)"
    assert references(made)["a/z"] == "4"
    assert [letters(1), letters(26), letters(27), roman(4), roman(19)] == ["a", "z", "aa", "iv", "xix"]


# --- in a case


def case_of(made: Text, **more: object) -> Case:
    issues = (Issue("v", "Verb", (Option("a"), Option("b"))),)
    return Case("t", parties=(Party("x", "X"), Party("y", "Y")), issues=issues, text=made, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("source", "said", "path"),
    [
        ("[one | two]{v: a; c}", "unknown option of 'v' 'c'", ("text", "preamble", "p1", "v")),
        ("[one]{v: a}", "'v' has no wording here for b", ("text", "preamble", "p1", "v")),
        ("[one | two]{w: a; b}", "unknown issue 'w'", ("text", "preamble", "p1", "w")),
        ("[one | two]{v: a by z; b}", "unknown party 'z'", ("text", "preamble", "p1", "v")),
        ("[one | two]{v: a by x, x; b}", "holder 'x' stands twice", ("text", "preamble", "p1", "v")),
        ("[one | two]{v: a by x; b}\n> v: a by x: [s9]", "unknown statement 's9'", ("text", "preamble", "p1", "v", "evidence", 0)),
        ("[#]{v}", "'v' is a choice, not a number", ("text", "preamble", "p1", "v")),
        ("see [3](#nowhere)", "unknown article or paragraph 'nowhere'", ("text", "preamble", "p1")),
        ("see[^n]", "unknown note 'n'", ("text", "preamble", "p1")),
        ("{#p1} a\n\n{#p1} b", "paragraph 'p1' stands twice", ("text", "preamble", "p1")),
        ("## A {#preamble}", "an article 'preamble'", ("text", "preamble")),
        ("---\nagreement: early harvest of q\n---\na", "unknown article 'q'", ("text", "settings")),
        ("Alt-1 {v: a} x", "'v' has no wording here for b", ("text", "preamble", "v", "v")),
        ("a\u202eb", "the text holds U+202E RIGHT-TO-LEFT OVERRIDE", ("text", "preamble", "p1")),
    ],
)
def test_a_text_fits_its_case(source: str, said: str, path: tuple[str, ...]) -> None:
    with pytest.raises(CaseError) as caught:
        case_of(text(source))
    assert [(one.message, one.path) for one in caught.value.problems] == [(said, path)]


# --- drafts


def chain(*made: Text) -> tuple[Draft, ...]:
    drafts: list[Draft] = []
    before = Text()
    for number, now in enumerate(made, 1):
        draft = Draft(number, "x", date(2031, 5, number), edits=tuple(map(edit_of, changes(before, now))))
        drafts.append(sealed(draft, drafts[-1] if drafts else None))
        before = now
    return tuple(drafts)


@given(seeds)
@settings(deadline=None, max_examples=40)
def test_drafts_are_a_chain(seed: int) -> None:
    rng = Random(seed)
    first, _ = random_text(rng)
    made = [first]
    for _ in range(3):
        made.append(changed_text(rng, made[-1]))
    assert list(texts(chain(*made))) == made


def test_a_draft_is_never_changed() -> None:
    drafts = chain(text("a"), text("b"))
    case_of(text("b"), drafts=drafts)
    for place, changed in ((0, replace(drafts[0], why="otherwise")), (1, replace(drafts[1], by="y"))):
        with pytest.raises(CaseError, match=f"draft {place + 1} is not as it was recorded"):
            case_of(text("b"), drafts=tuple(changed if i == place else one for i, one in enumerate(drafts)))
    with pytest.raises(CaseError, match="draft 2 at place 1"):
        case_of(text("b"), drafts=drafts[1:])


def test_what_was_agreed_is_not_changed() -> None:
    open_, agreed = text("## A {#a}\n\n1. {#p} x\n\n2. {#q} y\n"), text("## A {#a}\n\n1. {#p, agreed} x\n\n2. {#q} y\n")
    drafts = chain(open_, agreed, replace(agreed, title=(Words("t"),)))
    assert latest(drafts).title == (Words("t"),)

    def refused(source: str) -> list[tuple[tuple[str, ...], int]]:
        return [(one.at, one.draft) for one in refusals(drafts, replace(text(source), title=(Words("t"),)))]

    assert refused("## A {#a}\n\n1. {#p, agreed} z\n\n2. {#q} y\n") == [(("a", "p"), 2)]
    assert refused("## A {#a}\n\n1. {#p} z\n\n2. {#q} y\n") == [(("a", "p"), 2)]
    assert refused("## A {#a}\n\n2. {#q} y\n") == [(("a", "p"), 2)]
    assert refused("") == [(("a", "p"), 2)]
    assert refused("## A {#a}\n\n1. {#p} x\n\n2. {#q} y\n") == []
    assert refused("## A {#a}\n\n2. {#q} z\n\n1. {#p, agreed} x\n") == []


def test_nothing_moves_within_what_was_agreed() -> None:
    """An agreed article may move as a whole; its paragraphs keep their order."""
    made = text("## A {#a, agreed}\n\n1. {#p} x\n\n2. {#q} y\n\n## B {#b}\n")
    drafts = chain(made)
    turned = replace(made.articles[0], blocks=made.articles[0].blocks[::-1])
    assert [one.at for one in refusals(drafts, replace(made, articles=(turned, made.articles[1])))] == [("a",)]
    assert list(refusals(drafts, replace(made, articles=made.articles[::-1]))) == []
