"""Proposals as W3C Web Annotations with provenance: what was said where, by whom, through whom; and read back.

Web Annotation Data Model (W3C 2017), PROV-O (W3C 2013) and schema.org's Claim.
"""

from __future__ import annotations

from typing import Any

from onetext.errors import InputError, Problem
from onetext.evidence.document import Document
from onetext.evidence.gate import gate
from onetext.evidence.proposals import Proposal, Read

CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {"prov": "http://www.w3.org/ns/prov#", "schema": "https://schema.org/", "onetext": "urn:onetext:"},
]
AROUND = 32


def to_annotations(read: Read, document: Document) -> dict[str, Any]:
    """A page of annotations, one for each proposal; selectors by place and by quotation with what stands around it."""
    source = f"urn:sha256:{read.document.digest}"
    return {
        "@context": CONTEXT,
        "id": f"{source}#annotations",
        "type": "AnnotationPage",
        "partOf": {"id": source, "type": "AnnotationCollection", "label": read.document.name, "total": len(read.proposals)},
        "items": [_annotation(one, document, source) for one in read.proposals],
    }


def _annotation(one: Proposal, document: Document, source: str) -> dict[str, Any]:
    return {
        "id": f"{source}#{one.id}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": {
            "type": "schema:Claim",
            "schema:text": one.text,
            "prov:wasAttributedTo": {"type": "prov:Agent", "schema:name": one.speaker} if one.speaker else None,
            "prov:wasQuotedFrom": [{"type": "prov:Agent", "schema:name": name} for name in one.chain[1:]],
            "schema:datePublished": one.date.edtf,
            "onetext:kind": one.kind,
            "onetext:rule": one.rule,
            "onetext:tier": one.tier,
            "onetext:flags": list(one.flags),
            "onetext:party": one.party or None,
            "onetext:issues": list(one.issues),
        },
        "target": {
            "source": source,
            "selector": [
                {"type": "TextPositionSelector", "start": one.start, "end": one.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": one.text,
                    "prefix": document.text[max(0, one.start - AROUND) : one.start],
                    "suffix": document.text[one.end : one.end + AROUND],
                },
            ],
        },
    }


def from_annotations(page: Any, document: Document, name: str = "") -> tuple[tuple[int, int, str, str], ...]:
    """Start, end, speaker and rule of each annotation whose text stands in the document at its place.

    Raises InputError with every annotation that has no place, or whose words the document does not hold there.
    """
    items = page.get("items") if isinstance(page, dict) else None
    if not isinstance(items, list):
        raise InputError([Problem("annotations", "no list of annotations under 'items'", "a Web Annotation page in JSON-LD", file=name)])
    found, problems = [], []
    for number, item in enumerate(items, 1):
        place, words = _selected(item)
        passed = gate(document, *place, words) if place is not None and isinstance(words, str) else None
        if passed is None:
            problems.append(
                Problem("span", f"annotation {number}: its words do not stand in the document at its place", "the exact words", file=name)
            )
            continue
        body = item.get("body") if isinstance(item.get("body"), dict) else {}
        agent = body.get("prov:wasAttributedTo") or {}
        found.append(
            (
                passed.span.start,
                passed.span.end,
                str(agent.get("schema:name") or "") if isinstance(agent, dict) else "",
                str(body.get("onetext:rule") or ""),
            )
        )
    if problems:
        raise InputError(problems)
    return tuple(found)


def _selected(item: Any) -> tuple[tuple[int, int] | None, str | None]:
    """The place and the words of an annotation's selectors."""
    target = item.get("target") if isinstance(item, dict) else None
    selectors = target.get("selector") if isinstance(target, dict) else None
    kinds = {one.get("type"): one for one in selectors if isinstance(one, dict)} if isinstance(selectors, list) else {}
    place, words = kinds.get("TextPositionSelector", {}), kinds.get("TextQuoteSelector", {})
    start, end = place.get("start"), place.get("end")
    return ((start, end) if type(start) is int and type(end) is int else None), words.get("exact")
