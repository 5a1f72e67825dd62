"""XML as plain elements that know their place: no entities, no document type, bounded size and depth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from io import BytesIO
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, InputSource, Locator

from defusedxml import DefusedXmlException
from defusedxml.expatreader import create_parser

from onetext.errors import InputError, Problem
from onetext.formats.places import MAX_DEPTH, MAX_NODES, Place, decoded, line_and_col, number
from onetext.model.numbers import show

LATE_DECLARATION = re.compile(r"\s*(?:<!--(?:(?!-->).)*-->\s*)*(<\?xml\s[^>]*\?>)", re.DOTALL)

ROUNDING = Fraction(1, 10**12)


@dataclass(slots=True)
class Element:
    """An element with its attributes, its children in order, the text directly in it, and where it starts."""

    tag: str
    attributes: dict[str, str]
    place: Place
    children: list[Element] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def get(self, name: str) -> str:
        """An attribute, "" where it is not written."""
        return self.attributes.get(name, "")

    def below(self, tag: str) -> Iterator[Element]:
        """The elements of a tag anywhere below this one, in document order."""
        for child in self.children:
            if child.tag == tag:
                yield child
            yield from child.below(tag)

    def own(self, tag: str) -> Iterator[Element]:
        """The elements of a tag directly in this one."""
        return (child for child in self.children if child.tag == tag)

    def problem(self, code: str, message: str, allowed: str = "") -> Problem:
        """A problem at this element."""
        return Problem(code, message, allowed).at(*self.place)


class _Refused(Exception):
    """Carries the problem that stops the reading."""


class _Builder(ContentHandler):
    def __init__(self, file: str) -> None:
        super().__init__()
        self.file = file
        self.count = 0
        self.open: list[Element] = []
        self.root: Element | None = None

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802
        self.locator = locator

    def place(self) -> Place:
        return self.file, self.locator.getLineNumber() or 1, (self.locator.getColumnNumber() or 0) + 1

    def refusal(self, message: str, allowed: str) -> _Refused:
        return _Refused(Problem("size", message, allowed).at(*self.place()))

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        self.count += 1
        if self.count > MAX_NODES:
            raise self.refusal(f"more than {MAX_NODES} elements", "a smaller file")
        if len(self.open) >= MAX_DEPTH:
            raise self.refusal(f"elements nest deeper than {MAX_DEPTH}", "a flatter file")
        element = Element(name, dict(attrs), self.place())
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def endElement(self, name: str) -> None:  # noqa: N802
        self.open.pop()

    def characters(self, content: str) -> None:
        self.open[-1].pieces.append(content)


def exact_number(element: Element, attribute: str, problems: list[Problem]) -> Fraction | None:
    """The number of an attribute, or of `exact_` and its name, which then holds what the attribute rounds.

    None, and a problem, where there is no number or the two are not one number.
    """
    said = number(element.get(attribute), element.place, problems)
    if f"exact_{attribute}" not in element.attributes or said is None:
        return said
    exact = number(element.get(f"exact_{attribute}"), element.place, problems)
    if exact is not None and abs(exact - said) > abs(exact) * ROUNDING:
        what = f"{attribute} {element.get(attribute)} is no rounding of exact_{attribute} {show(exact)}"
        problems.append(element.problem("rounding", what, "both of one number, or one of them"))
    return exact


def parse(name: str, data: bytes) -> Element:
    """The root element of an XML file.

    A declaration that comes after blank lines or comments, as some published files have it, is read over. Raises
    InputError with the place where the text is not well-formed, too large or too deep, or declares a document type
    or entities.
    """
    text = decoded(name, data)
    if late := LATE_DECLARATION.match(text):
        text = text[: late.start(1)] + " " * (late.end(1) - late.start(1)) + text[late.end(1) :]
    builder = _Builder(name)
    source = InputSource(name)
    source.setByteStream(BytesIO(text.encode()))
    source.setEncoding("utf-8")
    parser = create_parser(forbid_dtd=True)
    parser.setContentHandler(builder)
    try:
        parser.parse(source)
    except SAXParseException as error:
        place = (name, error.getLineNumber() or 1, (error.getColumnNumber() or 0) + 1)
        raise InputError([Problem("xml", error.getMessage(), "well-formed XML").at(*place)]) from None
    except DefusedXmlException:
        place = (name, *line_and_col(text, max(text.find("<!DOCTYPE"), 0)))
        raise InputError([Problem("xml", "the file declares a document type or entities", "XML without them").at(*place)]) from None
    except _Refused as error:
        raise InputError(list(error.args)) from None
    assert builder.root is not None  # expat refuses a text without a root
    return builder.root
