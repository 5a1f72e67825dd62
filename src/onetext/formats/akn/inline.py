"""The wording within a paragraph: brackets, numbers, references, footnotes, and what came and went.

The standard knows no brackets of a negotiation. What it has is used: a generic `inline` named `bracket` whose status is
`undefined`, in it an `inline` named `variant` for each option, which names its holders, all but the first `alternativeTo`
that; a number that nobody has named is a `placeholder`. The signs `[`, `|` and `]` stand in the wording, as they are printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from onetext.formats.akn.edition import slug
from onetext.formats.akn.nodes import Ids, Term, holders
from onetext.model.text.tokens import BracketChange, Stretch, VariantChange, compared
from onetext.model.text.values import Amount, Bracket, Content, Footnote, Hold, NoteMark, Reference, Words

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OPEN = "…"
CHANGED = {"added": "ins", "removed": "del"}
KINDS = {"party": "TLCOrganization", "issue": "TLCConcept", "option": "TLCConcept", "standing": "TLCConcept"}
"""How the standard calls what a term is."""


@dataclass
class Making:
    """A document in the making: the library, the eIds taken, where references lead, and the terms and notes used so far."""

    etree: Any
    ids: Ids
    targets: Mapping[str, str]
    numbers: Mapping[str, str]
    notes: Mapping[str, Footnote]
    names: Mapping[Term, str] = field(default_factory=dict)
    base: str = ""
    terms: dict[Term, str] = field(default_factory=dict)
    placed: dict[str, str] = field(default_factory=dict)

    def element(self, parent: Any, tag: str, **attributes: str) -> Any:
        """A new child, with those attributes that are not empty; `class_` and `for_` without their `_`."""
        said = {name.rstrip("_"): value for name, value in attributes.items() if value}
        return self.etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", said)

    def root(self, tag: str) -> Any:
        return self.etree.Element(f"{{{NAMESPACE}}}{tag}", nsmap={None: NAMESPACE})

    def refers(self, terms: Iterable[Term]) -> str:
        """The references to some terms, which are noted."""
        return " ".join(f"#{self.term(one)}" for one in terms)

    def term(self, term: Term) -> str:
        if term not in self.terms:
            self.terms[term] = self.ids.numbered("", term[0], slug(term[1]))
        return self.terms[term]

    def say(self, parent: Any, text: str) -> None:
        """Add words behind whatever an element holds."""
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + text
        else:
            parent.text = (parent.text or "") + text


def fill(making: Making, parent: Any, of: Content, within: str) -> None:
    """Write a content into an element; `within` is the eId of the nearest node, below which inlines are counted."""
    for piece in of:
        match piece:
            case Words(text):
                making.say(parent, text)
            case Bracket(issue, variants):
                sides = [(one.option, one.holds, _writer(making, one.content, within)) for one in variants]
                bracket(making, parent, issue, sides, within)
            case Amount(issue, held):
                amounts = [(one.option, one.holds, _writer(making, (Words(one.option),), within)) for one in held]
                number(making, parent, issue, amounts, within)
            case NoteMark(note):
                note_mark(making, parent, note, within)
            case Reference(to):
                reference(making, parent, to)


Write = Callable[[Any], None]
Side = tuple[str, tuple[Hold, ...], Write]
"""An option, who holds it, and what writes its wording."""


def _writer(making: Making, of: Content, within: str) -> Write:
    return lambda parent: fill(making, parent, of, within)


def bracket(making: Making, parent: Any, issue: str, sides: Sequence[Side], within: str) -> None:
    """`[shall | should]`, with the issue, the options and their holders."""
    eid = making.ids.counted(within, "inline")
    whole = making.element(parent, "inline", name="bracket", eId=eid, status="undefined", refersTo=making.refers([("issue", issue)]))
    making.say(whole, "[")
    main = ""
    for count, (option, holds, write) in enumerate(sides):
        if count:
            making.say(whole, " | ")
        own = making.ids.counted(eid, "inline")
        terms = making.refers((("option", f"{issue}/{option}"), *holders(holds)))
        write(making.element(whole, "inline", name="variant", eId=own, refersTo=terms, alternativeTo=main))
        main = main or own
    making.say(whole, "]")


def number(making: Making, parent: Any, issue: str, amounts: Sequence[Side], within: str) -> None:
    """The place of a number: the amounts that somebody holds, or a placeholder."""
    if amounts:
        bracket(making, parent, issue, amounts, within)
        return
    eid = making.ids.counted(within, "placeholder")
    place = making.element(parent, "placeholder", eId=eid, status="undefined", refersTo=making.refers([("issue", issue)]))
    making.say(place, f"[{OPEN}]")


def note_mark(making: Making, parent: Any, note: str, within: str) -> None:
    """A footnote where it is first called; a later call refers to it."""
    if note in making.placed:
        making.element(parent, "noteRef", href=f"#{making.placed[note]}", marker=note)
        return
    eid = making.ids.counted(within, "authorialNote")
    making.placed[note] = eid  # before its wording, which may call it again
    own = making.element(parent, "authorialNote", marker=note, placement="bottom", eId=eid, wId=f"note__{slug(note)}")
    paragraph = making.element(own, "p", eId=making.ids.counted(eid, "p"))
    fill(making, paragraph, making.notes[note].content if note in making.notes else (), eid)


def reference(making: Making, parent: Any, to: str) -> None:
    """The number of an article or paragraph; of one that is not in the document, only the number."""
    said = making.numbers.get(to) or OPEN
    if to in making.targets:
        making.say(making.element(parent, "ref", href=f"{making.base}#{making.targets[to]}"), said)
    else:
        making.say(parent, said)


def fill_changed(making: Making, parent: Any, before: Content, after: Content, within: str) -> None:
    """Write a content with what came as `ins` and what went as `del`."""
    for one in compared(before, after):
        if isinstance(one, Stretch):
            fill_stretch(making, parent, one, within)
        else:
            fill_bracket(making, parent, one, within)


def fill_stretch(making: Making, parent: Any, stretch: Stretch, within: str) -> None:
    tag = CHANGED.get(stretch.fate)
    if tag:
        parent = making.element(parent, tag, eId=making.ids.counted(within, tag))
    fill(making, parent, stretch.pieces, within)


def fill_bracket(making: Making, parent: Any, change: BracketChange, within: str) -> None:
    """A bracket that both sides have, its variants as they are now, those that went as `del`."""
    sides = [(one.option, one.holds or one.held, _variant_writer(making, one, within)) for one in change.variants]
    bracket(making, parent, change.issue, sides, within)


def _variant_writer(making: Making, variant: VariantChange, within: str) -> Write:
    def write(parent: Any) -> None:
        for one in variant.stretches:
            if isinstance(one, Stretch):
                fill_stretch(making, parent, one, within)
            else:
                fill_bracket(making, parent, one, within)

    return write
