"""A small case with a text of two drafts: a bracket, alternatives, a number and one bracket that is settled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onetext.formats import native
from onetext.model.case import Case
from onetext.model.text.changes import changes
from onetext.model.text.drafts import Draft, Options, edit_of, sealed
from onetext.model.text.values import Text

DAY = date(2031, 5, 1)
CASE = """
onetext: 1
title: The ferry
as_of: 2031-05-01
parties: {n: {name: Northland}, e: {name: Eastmark}, w: {name: Westreach}, m: {name: The chair, kind: mediator}}
issues:
  port: {title: The port, options: {shut: Shut, open: Open, shared: Shared}}
  fee: {title: Fee, from: 0, to: 6, step: 3, unit: coins}
  watch: {title: The watch, options: {none: Nobody, joint: A joint mission}}
  flag: {title: The flag, options: {old: The old one, new: A new one}, agreed: {option: new}}
positions:
  n:
    reservation: WITHOUT
    worth: {port: {shut: 0, open: 2, shared: 4}, fee: {0: 0, 3: 5, 6: 6}, watch: {none: 0, joint: 1}}
    terms: [{when: {fee: 0, watch: joint}, worth: 3}]
    red_lines: [{id: ns, never: {port: shut}}]
  e:
    reservation: 2
    worth: {port: {shut: 3, open: 4, shared: 2}, fee: {0: 4, 3: 3, 6: 0}, watch: {none: 1, joint: 0}}
    red_lines: EAST
  w: {reservation: none}
"""
TEXT = """---
agreement: early harvest of flag
---

# The ferry

## Article 1. The port {#port}

1. {#one} The port [is shut to every ship that does not fly the flag of Northland | is open to all | is shared]{port: shut by e; open by n; shared}.

2. {#two} Nothing here is open.

## Article 2. The flag {#flag}

1. {#one} The flag is [the old one | a new one]{flag: old by n; new}.

## Article 3. The fee {#fee}

1. {#one} The fee is [#]{fee: 0 by e; 6 by n} coins.

2. Alt-1 {watch: none} [ ]

2. Alt-2 {watch: joint by n} A joint mission watches.
It reports to all.
"""


def text_case(*, clash: bool = False, least: int = 4) -> Case:
    """The case; with `clash` Eastmark insists on what Northland does not accept. `least`: what Northland has without an agreement."""
    yaml = CASE.replace("EAST", "[{id: es, always: {port: shut}}]" if clash else "[]").replace("WITHOUT", str(least))
    case = native.read({"case.yaml": yaml.encode(), "text.md": TEXT.encode()})
    assert case.text is not None
    first = replace(case.text, articles=case.text.articles[:2])
    one = sealed(_draft(1, Text(), first, (("port", "shut"),), ()), None)
    whole = (("port", "shared"), ("fee", "3"), ("watch", "joint"))
    two = sealed(_draft(2, first, case.text, whole, (("flag", "new"),)), one)
    return replace(case, drafts=(one, two))


def _draft(number: int, before: Text, after: Text, package: Options, agreed: Options) -> Draft:
    edits = tuple(edit_of(change) for change in changes(before, after))
    return Draft(number, "m", date(2031, number, 1), "", edits, agreed, (), package)
