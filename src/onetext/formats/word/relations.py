"""How the parts of a Word file hang together: content types and relationships."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from onetext.formats.word.names import CONTENT_TYPES
from onetext.formats.word.safe_xml import Budget, Element, get, own, tag


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship: its id, its kind by the last step of its type, and the part or address that it leads to."""

    id: str
    kind: str
    target: str
    external: bool


def content_types(budget: Budget, data: bytes) -> dict[str, str]:
    """Content type by `/part/name` and by `.extension`, all in lower case."""
    root = budget.parse(CONTENT_TYPES, data)
    if tag(root) != "ct:Types":
        budget.refuse("kind", f"the root is {tag(root)[:40]!r}", "a list of content types", CONTENT_TYPES)
    types = {f".{get(each, 'Extension').lower()}": get(each, "ContentType").lower() for each in own(root, "ct:Default")}
    types |= {get(each, "PartName").lower(): get(each, "ContentType").lower() for each in own(root, "ct:Override")}
    return types


def content_type(types: Mapping[str, str], part: str) -> str:
    """The content type of a part, in lower case; "" where the archive gives it none."""
    return types.get(f"/{part.lower()}") or types.get(f".{part.lower().rpartition('.')[2]}", "")


def relations(budget: Budget, part: str, data: bytes) -> tuple[Relation, ...]:
    """The relationships that a .rels part lists, with targets as part names from the root of the archive."""
    root = budget.parse(part, data)
    if tag(root) != "rel:Relationships":
        budget.refuse("kind", f"the root is {tag(root)[:40]!r}", "a list of relationships", part)
    folder = part.rpartition("_rels/")[0]
    return tuple(_relation(folder, each) for each in own(root, "rel:Relationship"))


def _relation(folder: str, element: Element) -> Relation:
    target, external = get(element, "Target"), get(element, "TargetMode").lower() == "external"
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relation(get(element, "Id"), get(element, "Type").rpartition("/")[2], target, external)


def main_document(budget: Budget, parts: Mapping[str, bytes]) -> str:
    """The name of the part that is the document; "" where the archive names none."""
    if "_rels/.rels" not in parts:
        return ""
    return next((each.target for each in relations(budget, "_rels/.rels", parts["_rels/.rels"]) if each.kind == "officeDocument"), "")


def related(budget: Budget, parts: Mapping[str, bytes], part: str) -> tuple[Relation, ...]:
    """The relationships of a part."""
    folder, _, file = part.rpartition("/")
    rels = f"{folder}/_rels/{file}.rels".lstrip("/")
    return relations(budget, rels, parts[rels]) if rels in parts else ()
