"""Random texts with the issues that their brackets are: every feature of the format, from a `Random`."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from random import Random

from onetext.model.case import Case
from onetext.model.issues import Grid, Issue, Option, number_issue
from onetext.model.parties import Party
from onetext.model.records import Statement
from onetext.model.text.values import (
    Alternative,
    Alternatives,
    Amount,
    Article,
    Block,
    Bracket,
    Content,
    Footnote,
    Held,
    Hold,
    NoteMark,
    Paragraph,
    Piece,
    Reference,
    Text,
    Variant,
    Words,
    content,
)

PARTIES = ("north", "east", "the west", "o'south")
STATEMENTS = ("s1", "s2", "t-3")
VOCABULARY = (
    "the Parties shall withdraw forces from strait and not later than 12 days, under Article 5; no: one (each) [sic] a|b \\ back # number "
    "{brace} > quote Alt-1 1. (a) «Vertrag» договор معاهدة שלום naïve “quoted” it's 50% e.g. — – … end. Next sentence! Why? e\u0301a 𝒳 x_y *bold* "
    "<tag> &amp; ~ ^up [^no] [](x) § 3(2) NATO's"
).split(" ")
WHYS = ("a court could order it", "no parliament would [ever] ratify; so: never", "")


@dataclass
class Making:
    """A text in the making: what chance says, the issues made so far, the notes called so far, the ids of articles."""

    rng: Random
    issues: list[Issue] = field(default_factory=list)
    notes: list[Footnote] = field(default_factory=list)
    articles: tuple[str, ...] = ()
    first: int = 1

    def words(self, most: int = 9) -> str:
        return " ".join(self.rng.choice(VOCABULARY) for _ in range(self.rng.randint(1, most)))

    def holds(self) -> tuple[Hold, ...]:
        who = self.rng.sample(PARTIES, self.rng.choice((0, 1, 1, 2)))
        return tuple(
            Hold(
                one,
                self.rng.choice(WHYS) if self.rng.random() < 0.4 else "",
                tuple(self.rng.sample(STATEMENTS, self.rng.randint(1, 2))) if self.rng.random() < 0.3 else (),
            )
            for one in who
        )

    def issue(self, options: int) -> Issue:
        name = self.rng.choice(("verb", "the line", "x:y", "k", "Fläche", 'q"t')) + str(len(self.issues))
        ids = self.rng.sample(("yes", "no", "not yet", "0.5", "by", "a;b", "shall", "}"), options)
        self.issues.append(Issue(name, self.words(3), tuple(map(Option, ids))))
        return self.issues[-1]

    def bracket(self, depth: int) -> Bracket:
        issue = self.issue(self.rng.randint(1, 3) if self.rng.random() < 0.9 else 4)
        return Bracket(
            issue.id,
            tuple(
                Variant(option.id, self.content(depth + 1) if self.rng.random() < 0.85 else (), self.holds()) for option in issue.options
            ),
        )

    def amount(self) -> Amount:
        issue = number_issue(f"n{len(self.issues)}", "", Grid(Fraction(0), Fraction(4), Fraction(1, 2)))
        self.issues.append(issue)
        ids = self.rng.sample([option.id for option in issue.options], self.rng.randint(0, 3))
        return Amount(issue.id, tuple(Held(one, self.holds() or (Hold("north"),)) for one in ids))

    def note(self) -> NoteMark:
        name = f"n{self.first + len(self.notes)}"
        self.notes.append(Footnote(name, ()))
        place = len(self.notes) - 1
        self.notes[place] = Footnote(name, self.content(2))
        return NoteMark(name)

    def piece(self, depth: int) -> Piece:
        roll = self.rng.random()
        if roll < 0.45:
            return Words(self.rng.choice(("", " ")) + self.words() + self.rng.choice(("", " ")))
        if roll < 0.75 and depth < 3:
            return self.bracket(depth)
        if roll < 0.85:
            return self.amount()
        if roll < 0.93 and self.articles:
            return Reference(self.rng.choice(self.articles))
        return self.note() if depth < 2 else Words(self.words())

    def content(self, depth: int = 0) -> Content:
        made = content(self.piece(depth) for _ in range(self.rng.randint(1, 4 if depth < 2 else 2)))
        return made or (Words("words"),)

    def paragraph(self, name: str) -> Paragraph:
        return Paragraph(
            name, self.content(), self.rng.choice((0, 1, 1, 1, 2, 2, 3)), self.rng.choice(("", "", "", "agreed", "ad referendum"))
        )

    def alternatives(self) -> Alternatives:
        issue = self.issue(self.rng.randint(2, 3))
        ways = []
        for option in issue.options:
            count = self.rng.choice((0, 1, 1, 2))
            paragraphs = tuple(Paragraph("", self.content(1), self.rng.choice((0, 1, 1, 2))) for _ in range(count))
            ways.append(Alternative(option.id, paragraphs, self.holds()))
        return Alternatives(issue.id, tuple(ways))

    def blocks(self, most: int) -> tuple[Block, ...]:
        made: list[Block] = []
        for place in range(self.rng.randint(0, most)):
            made.append(self.alternatives() if self.rng.random() < 0.2 else self.paragraph(f"p{place + 1}"))
        return tuple(made)

    def article(self, name: str, annex: bool) -> Article:
        heading = self.content() if self.rng.random() < 0.8 else ()
        return Article(name, heading, self.blocks(4), self.rng.choice(("", "", "agreed", "ad referendum")), annex)


def random_text(rng: Random, articles: int = 4) -> tuple[Text, Case]:
    """A text and a case whose issues are its brackets."""
    count = rng.randint(0, articles)
    annexes = rng.choice((0, 0, 1, 2))
    names = tuple(f"art-{i}" if i % 2 else f"Teil_{i}" for i in range(count + annexes))
    making = Making(rng, articles=names)
    text = Text(
        making.content() if rng.random() < 0.8 else (),
        making.blocks(2),
        tuple(making.article(name, i >= count) for i, name in enumerate(names)),
        (),
        rng.choice(("en", "en", "ar", "de")),
        rng.random() < 0.8,
        *rng.choice((("Article", "Annex"), ("Point", "Appendix"), ("المادة", "الملحق"))),
        tuple(rng.sample(names, 1)) if names and rng.random() < 0.3 else (),
    )
    text = replace(text, notes=tuple(making.notes))
    issues = tuple(making.issues) or (Issue("i", "", (Option("only"),)),)
    people = tuple(Party(one, one) for one in PARTIES)
    return text, Case("random", parties=people, issues=issues, statements=tuple(map(Statement, STATEMENTS)), text=text)


def random_package(rng: Random, case: Case) -> dict[str, str]:
    return {issue.id: rng.choice(issue.options).id for issue in case.issues}


def changed_text(rng: Random, text: Text) -> Text:
    """A text with some of its articles, blocks and words changed, moved, gone and new."""
    making = Making(rng, articles=tuple(text.article), first=len(text.notes) + 1)

    def blocks(of: tuple[Block, ...], name: str) -> tuple[Block, ...]:
        made = [
            replace(one, content=making.content()) if isinstance(one, Paragraph) and rng.random() < 0.3 else one
            for one in of
            if rng.random() < 0.8
        ]
        if rng.random() < 0.4 and name not in {one.id for one in made}:
            made.insert(rng.randint(0, len(made)), making.paragraph(name))
        if rng.random() < 0.3:
            rng.shuffle(made)
        return tuple(made)

    articles = [
        replace(
            one,
            blocks=blocks(one.blocks, "new"),
            heading=making.content() if rng.random() < 0.2 else one.heading,
            standing="agreed" if rng.random() < 0.1 else one.standing,
        )
        for one in text.articles
        if rng.random() < 0.85
    ]
    if rng.random() < 0.3 and "newcomer" not in text.article:
        articles.insert(rng.randint(0, len(articles)), making.article("newcomer", annex=rng.random() < 0.3))
    if rng.random() < 0.3:
        rng.shuffle(articles)
    return replace(
        text,
        title=making.content() if rng.random() < 0.2 else text.title,
        preamble=blocks(text.preamble, "newest"),
        articles=tuple(articles),
        notes=text.notes + tuple(making.notes),
        called=rng.choice((text.called, "Clause")),
    )
