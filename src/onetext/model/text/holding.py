"""Who holds which wording of an issue: a text in which a party holds one option of it, and no other."""

from __future__ import annotations

from dataclasses import replace

from onetext.model.text.editing import with_blocks
from onetext.model.text.values import Alternatives, Amount, Block, Bracket, Content, Held, Hold, Paragraph, Piece, Text
from onetext.model.text.walk import PREAMBLE, mapped


def with_holder(text: Text, issue: str, option: str, party: str) -> Text:
    """The text in which a party holds this option of an issue, wherever that has wording, and none of its others."""

    def held(holds: tuple[Hold, ...], name: str) -> tuple[Hold, ...]:
        own = tuple(one for one in holds if one.party == party)
        rest = tuple(one for one in holds if one.party != party)
        return (*rest, *(own or (Hold(party),))) if name == option else rest

    def piece(of: Piece) -> Piece:
        if isinstance(of, Bracket):
            variants = tuple(replace(one, content=content(one.content)) for one in of.variants)
            if of.issue == issue:
                variants = tuple(replace(one, holds=held(one.holds, one.option)) for one in variants)
            return Bracket(of.issue, variants)
        if isinstance(of, Amount) and of.issue == issue:
            known = of.held if option in (one.option for one in of.held) else (*of.held, Held(option, ()))
            after = tuple(Held(one.option, held(one.holds, one.option)) for one in known)
            return Amount(issue, tuple(one for one in after if one.holds))
        return of

    def content(of: Content) -> Content:
        return tuple(map(piece, of))

    def block(of: Block) -> Block:
        if isinstance(of, Paragraph) or of.issue != issue:
            return of
        return Alternatives(issue, tuple(replace(way, holds=held(way.holds, way.option)) for way in of.ways))

    text = mapped(text, content)
    for where, blocks in ((PREAMBLE, text.preamble), *((article.id, article.blocks) for article in text.articles)):
        text = with_blocks(text, where, tuple(map(block, blocks)))
    return text
