"""How something newly learned is written in a case file: the lines to add, as a person would."""

from __future__ import annotations

from onetext.formats.native_codecs import Plain
from onetext.formats.native_emit import block
from onetext.formats.native_history import PROPOSALS, REPLIES_TO
from onetext.formats.native_positions import PREFERENCES
from onetext.model.case import Case


def noted(before: Case, after: Case) -> str:
    """The proposals, replies and preferences that one case has and another has not yet, as lines of a case file; "" for none."""
    sections: dict[str, Plain] = {}
    if new := tuple(one for one in after.proposals if one not in before.proposals):
        sections["proposals"] = PROPOSALS.write(new)
    if replies := tuple(one for one in after.replies if one not in before.replies):
        sections["replies"] = REPLIES_TO.write(replies)
    positions: dict[str, Plain] = {}
    for position in after.positions:
        known = before.position[position.party].prefers if position.party in before.position else ()
        if told := tuple(one for one in position.prefers if one not in known):
            positions[position.party] = {"prefers": PREFERENCES.write(told)}
    if positions:
        sections["positions"] = positions
    return "\n".join(block(sections, 0, 2)) if sections else ""
