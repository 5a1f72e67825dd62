"""The head of a document: what it is called, who wrote it, which terms it uses, and which changes it shows or makes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from onetext.formats.akn.edition import Edition, language, slug
from onetext.formats.akn.inline import KINDS, Making
from onetext.model.text.values import Text

SOURCE = "#author"
FORMAT = "application/akn+xml"


class Modification(NamedTuple):
    """One change for the analysis: its type, its source, its destination, where in that, and what was and is."""

    type: str
    source: str
    destination: str
    pos: str = ""
    old: str = ""
    new: str = ""


def write_meta(making: Making, parent: Any, edition: Edition, text: Text, kind: str, component: str = "main") -> Any:
    """The head with its identification; `fill_meta` adds what is known only when the rest is written."""
    meta = making.element(parent, "meta")
    identification = making.element(meta, "identification", source=SOURCE)
    expression = edition.expression(text, kind)
    begun = edition.day if kind == "amendment" else edition.begun or edition.day
    levels = (
        ("FRBRWork", edition.work(kind), begun, "Generation"),
        ("FRBRExpression", expression, edition.day, "Generation"),
        ("FRBRManifestation", f"{expression}.akn", edition.day, "Generation"),
    )
    for tag, name, day, what in levels:
        level = making.element(identification, tag)
        stem, dot, end = name.partition(".akn") if tag == "FRBRManifestation" else (name, "", "")
        making.element(level, "FRBRthis", value=f"{stem}/!{component}{dot}{end}")
        making.element(level, "FRBRuri", value=name)
        making.element(level, "FRBRdate", date=day.isoformat(), name=what)
        making.element(level, "FRBRauthor", href=SOURCE)
        if tag == "FRBRWork":
            making.element(level, "FRBRcountry", value=slug(edition.authority).lower())
            making.element(level, "FRBRname", value=edition.name)
        elif tag == "FRBRExpression":
            if edition.version:
                making.element(level, "FRBRversionNumber", value=edition.version)
            making.element(level, "FRBRlanguage", language=language(text))
        else:
            making.element(level, "FRBRformat", value=FORMAT)
    return meta


def fill_meta(making: Making, meta: Any, edition: Edition, modifications: Sequence[Modification] = (), active: bool = False) -> None:
    """The changes and the terms, once the rest of the document is written; footnotes that nothing calls come last."""
    if modifications:
        _analysis(making, meta, modifications, active)
    references = making.element(meta, "references", source=SOURCE)
    making.element(references, "TLCPerson", eId=SOURCE[1:], href=_entity("person", edition.author), showAs=edition.author or "…")
    for term, eid in making.terms.items():
        kind, name = term
        tag = KINDS[kind]
        shown = making.names.get(term, name.rpartition("/")[2] if kind == "option" else name) or "…"
        making.element(references, tag, eId=eid, href=_entity(tag[3:].lower(), name), showAs=shown)


def _analysis(making: Making, meta: Any, modifications: Sequence[Modification], active: bool) -> None:
    analysis = making.element(meta, "analysis", source=SOURCE)
    own = making.element(analysis, "activeModifications" if active else "passiveModifications")
    for one in modifications:
        change = making.element(own, "textualMod", type=one.type, eId=making.ids.counted("", "textualMod"))
        making.element(change, "source", href=one.source)
        making.element(change, "destination", href=one.destination, pos=one.pos)
        for tag, href in (("old", one.old), ("new", one.new)):
            if href:
                making.element(change, tag, href=href)


def _entity(kind: str, name: str) -> str:
    return f"/akn/ontology/{kind}/{'.'.join(slug(part) for part in name.split('/'))}"
