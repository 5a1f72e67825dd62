"""XML parts of a Word file, parsed without entities, document type or network, within a budget for the whole file."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NoReturn, TypeAlias

from lxml import etree

from onetext.errors import InputError, Problem
from onetext.formats.word.names import NAMESPACES, URIS

Element: TypeAlias = etree._Element

MAX_NODES = 400_000
"""Elements and attributes of all parts together: read within two seconds and 256 MiB."""

MAX_TEXT = 4_000_000
"""Characters of all parts together: over a thousand pages."""

MAX_DEPTH = 200
_SLICE = 1 << 18

_DECLARED = re.compile(rb"<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([^\"']{1,40})[\"'][^>]{0,200}?\?>")
_DECLARATION = re.compile(rb"<\?xml\s[^>]{0,400}?\?>")
_ATTRIBUTE = re.compile(rb"=\s*[\"']")


class Budget:
    """How many nodes the parts of one file may still have; parses its parts."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.left = MAX_NODES
        self.text_left = MAX_TEXT

    def refuse(self, code: str, message: str, allowed: str, part: str = "", place: tuple[int, int] = (1, 1)) -> NoReturn:
        """Stop with one line."""
        said = f"{part}: {message}" if part else message
        raise InputError([Problem(code, said, allowed).at(self.file, *place)])

    def parse(self, part: str, data: bytes) -> Element:
        """The root of a part; InputError where the part may not be read."""
        plain = self._plain(part, data)
        # Counted before parsing: a tree needs a hundred times the memory of what it was written as.
        self.left -= plain.count(b"<") - plain.count(b"</") + sum(1 for _ in _ATTRIBUTE.finditer(plain))
        if self.left < 0:
            self.refuse("size", "the file has too many elements", f"at most {MAX_NODES} elements and attributes in all", part)
        parser = etree.XMLParser(
            encoding="utf-8",
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(plain, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            line, col = getattr(error, "position", None) or (1, 1)
            said = " ".join(str(getattr(error, "msg", None) or "no XML").partition(", line")[0].split())[:120]
            place = (max(line, 1), max(col, 1))
            # The parser has limits of its own, which it says in its own words.
            if "depth" in said:
                self.refuse("size", f"elements lie over {MAX_DEPTH} deep", f"at most {MAX_DEPTH}", part, place)
            if "XML_PARSE_HUGE" in said:
                self.refuse("size", "a text or a value is too long", "at most 10,000,000 bytes in one piece", part, place)
            self.refuse("xml", said, "well-formed XML", part, place)
        self._check_depth(part, root)
        return root

    def take(self, text: str) -> None:
        """Count text that is read."""
        self.text_left -= len(text)
        if self.text_left < 0:
            self.refuse("size", "the file has too much text", f"at most {MAX_TEXT} characters")

    def _plain(self, part: str, data: bytes) -> bytes:
        """The part in UTF-8, without byte order mark; without its declaration where that named another encoding."""
        wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        plain = self._recoded(part, data) if wide else data.removeprefix(codecs.BOM_UTF8)
        if not wide and not _is_utf_8(plain):
            self.refuse("encoding", "the part is not UTF-8", "XML in UTF-8 or UTF-16", part)
        declared = _DECLARED.match(plain)
        if declared and declared[1].lower() not in ((b"utf-16",) if wide else (b"utf-8", b"utf8", b"us-ascii")):
            self.refuse("encoding", f"the part says it is in {declared[1].decode()!r}", "XML in UTF-8 or UTF-16", part)
        if b"\0" in plain:
            self.refuse("character", "the part holds a NUL character", "text", part)
        # Anywhere: only a comment or a raw section could hold these words and not mean them, and Word writes neither.
        if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
            self.refuse("xml", "the part declares a document type or entities", "XML without a document type", part)
        return _DECLARATION.sub(b"", plain, count=1) if wide else plain

    def _recoded(self, part: str, data: bytes) -> bytes:
        decoder, plain = codecs.getincrementaldecoder("utf-16")(), bytearray()
        try:
            for at in range(0, len(data), _SLICE):
                plain += decoder.decode(data[at : at + _SLICE]).encode("utf-8")
            decoder.decode(b"", final=True)
        except UnicodeError:
            self.refuse("encoding", "the part is not UTF-16", "XML in UTF-8 or UTF-16", part)
        return bytes(plain)

    def _check_depth(self, part: str, root: Element) -> None:
        depth = 0
        for event, element in etree.iterwalk(root, events=("start", "end")):
            depth += 1 if event == "start" else -1
            if depth > MAX_DEPTH:
                self.refuse("size", f"elements lie over {MAX_DEPTH} deep", f"at most {MAX_DEPTH}", part, (element.sourceline or 1, 1))


def _is_utf_8(data: bytes) -> bool:
    """Checked slice by slice, because the whole as text may need four times the memory."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for at in range(0, len(data), _SLICE):
            decoder.decode(data[at : at + _SLICE])
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


@lru_cache(maxsize=4096)
def _short(qualified: str) -> str:
    uri, _, local = qualified.rpartition("}")
    short = NAMESPACES.get(uri[1:])
    return f"{short}:{local}" if short else (f"?:{local}" if uri else local)


@lru_cache(maxsize=4096)
def _qualified(name: str) -> tuple[str, ...]:
    """Every way in which a short name may be written out."""
    short, _, local = name.rpartition(":")
    return tuple(f"{{{uri}}}{local}" for uri in URIS.get(short, ()))


def tag(element: Element) -> str:
    """The tag of an element with the short name of its namespace, such as `w:p`; "" for what is no element."""
    return _short(element.tag) if isinstance(element.tag, str) else ""


def get(element: Element | None, name: str) -> str:
    """An attribute by its short name, such as `w:val`; "" where it is not written."""
    if element is None:
        return ""
    for qualified in _qualified(name):
        value = element.get(qualified)
        if value is not None:
            return value
    return element.get(name.rpartition(":")[2]) or ""


def own(element: Element | None, name: str) -> Iterator[Element]:
    """The elements of a tag directly in this one."""
    return iter(()) if element is None else element.iterchildren(*_qualified(name))


def first(element: Element | None, *path: str) -> Element | None:
    """The first element that a path of tags leads to."""
    for name in path:
        if element is None:
            return None
        element = next(element.iterchildren(*_qualified(name)), None)
    return element


def flag(element: Element | None, name: str) -> bool | None:
    """Whether a property is switched on; None where it does not stand there."""
    found = first(element, name)
    return None if found is None else get(found, "w:val").lower() not in ("0", "false", "off")


def whole(text: str, least: int, most: int) -> int | None:
    """A whole number within bounds; None for anything else."""
    return int(text) if re.fullmatch(r"-?[0-9]{1,9}", text) and least <= int(text) <= most else None


def has(element: Element, name: str) -> bool:
    """Whether there is an element of a tag anywhere below."""
    return next(element.iter(*_qualified(name)), None) is not None


def words(element: Element, limit: int = 40) -> str:
    """The first words below an element."""
    found = ""
    for each in element.iter(*_TEXTS):
        found += each.text or ""
        if len(found) > limit:
            break
    short = " ".join(found.split())
    return short if len(short) <= limit else short[:limit].rstrip() + "…"


_TEXTS = tuple(qualified for name in ("w:t", "w:delText", "a:t", "m:t") for qualified in _qualified(name))
