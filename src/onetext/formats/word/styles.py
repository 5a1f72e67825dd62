"""Paragraph styles by the names that people see, and the lists that paragraphs are items of."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from onetext.formats.word.safe_xml import Element, first, get, own, whole
from onetext.formats.word.story import Numbering, Style

MAX_LEVEL = 8
MAX_CHAIN = 20
"""How far one style is followed to the next; people come to five."""

BODY_LEVEL = 9
"""The outline level that means none."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a style comes to: the style itself, and the list and level that it sets, "" where it sets none."""

    style: Style
    list_id: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The styles and lists of a file, by id; what each comes to is worked out once."""

    styles: dict[str, Element] = field(default_factory=dict)
    default: str = ""
    lists: dict[str, Element] = field(default_factory=dict)
    abstract: dict[str, Element] = field(default_factory=dict)
    resolved: dict[str, Resolved] = field(default_factory=dict)
    levels: dict[tuple[str, int], Numbering] = field(default_factory=dict)

    def style(self, properties: Element | None) -> Style:
        """The style of a paragraph, from its properties; the default style where they name none."""
        style = self._resolved(properties).style
        level = _outline(properties)
        return style if level is None else replace(style, outline=None if level == BODY_LEVEL else level)

    def numbering(self, properties: Element | None) -> Numbering | None:
        """The list that a paragraph is an item of, by its own properties or by its style."""
        own_ = first(properties, "w:numPr")
        resolved = self._resolved(properties)
        list_id = get(first(own_, "w:numId"), "w:val") or resolved.list_id
        # List 0, which no file holds, takes a paragraph out of the list of its style.
        if list_id not in self.lists:
            return None
        level = whole(get(first(own_, "w:ilvl"), "w:val") or resolved.level or "0", 0, MAX_LEVEL) or 0
        if (list_id, level) not in self.levels:
            self.levels[list_id, level] = self._level(list_id, level)
        return self.levels[list_id, level]

    def _resolved(self, properties: Element | None) -> Resolved:
        name = get(first(properties, "w:pStyle"), "w:val")
        if name not in self.resolved:
            self.resolved[name] = self._resolve(name)
        return self.resolved[name]

    def _resolve(self, name: str) -> Resolved:
        chain = self._chain(name or self.default)
        own_properties = [first(each, "w:pPr") for each in chain]
        level = next((found for each in own_properties if (found := _outline(each)) is not None), None)
        # A style that is named but not there still tells the reader something.
        named = [get(first(each, "w:name"), "w:val") or get(each, "w:styleId") for each in chain[:2]] or [name]
        style = Style(named[0], None if level == BODY_LEVEL else level, named[1] if len(named) > 1 else "")
        numbered = [first(each, "w:numPr") for each in own_properties]
        return Resolved(style, _nearest(numbered, "w:numId"), _nearest(numbered, "w:ilvl"))

    def _chain(self, name: str) -> list[Element]:
        """A style and those that it is based on, nearest first; a loop ends where it closes."""
        chain: list[Element] = []
        seen: set[str] = set()
        while name in self.styles and name not in seen and len(chain) < MAX_CHAIN:
            seen.add(name)
            chain.append(self.styles[name])
            name = get(first(chain[-1], "w:basedOn"), "w:val")
        return chain

    def _level(self, list_id: str, level: int) -> Numbering:
        numbered = self.lists[list_id]
        override = next((each for each in own(numbered, "w:lvlOverride") if get(each, "w:ilvl") == str(level)), None)
        own_level = first(override, "w:lvl")
        found = own_level if own_level is not None else self._abstract_level(numbered, level)
        format_ = get(first(found, "w:numFmt"), "w:val") or "decimal"
        return Numbering(list_id, level, format_, get(first(found, "w:lvlText"), "w:val"))

    def _abstract_level(self, numbered: Element, level: int) -> Element | None:
        """The level in the list's pattern, through list styles where the pattern leads on; a loop ends where it closes."""
        seen: set[str] = set()
        while (name := get(first(numbered, "w:abstractNumId"), "w:val")) not in seen and name in self.abstract:
            seen.add(name)
            pattern = self.abstract[name]
            found = next((each for each in own(pattern, "w:lvl") if get(each, "w:ilvl") == str(level)), None)
            linked = self.styles.get(get(first(pattern, "w:numStyleLink"), "w:val"))
            following = self.lists.get(get(first(linked, "w:pPr", "w:numPr", "w:numId"), "w:val"))
            if found is not None or following is None:
                return found
            numbered = following
        return None


def sheet(styles: Element | None, numbering: Element | None) -> Sheet:
    """The styles and lists from their parts."""
    every = list(own(styles, "w:style"))
    default = [each for each in every if get(each, "w:type") == "paragraph" and get(each, "w:default").lower() in ("1", "true", "on")]
    return Sheet(
        {get(each, "w:styleId"): each for each in every},
        get(default[0], "w:styleId") if default else "",
        {get(each, "w:numId"): each for each in own(numbering, "w:num")},
        {get(each, "w:abstractNumId"): each for each in own(numbering, "w:abstractNum")},
    )


def _outline(properties: Element | None) -> int | None:
    return whole(get(first(properties, "w:outlineLvl"), "w:val"), 0, BODY_LEVEL)


def _nearest(found: list[Element | None], name: str) -> str:
    return next((value for each in found if (value := get(first(each, name), "w:val"))), "")
