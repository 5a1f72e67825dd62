"""A document from the bytes of a file: text and Markdown as they are; HTML, PDF and Word by libraries of the extra `evidence`."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import Any

from onetext.errors import InputError, Problem, UsageError
from onetext.evidence.document import Document

MOST_BYTES = 16 << 20
MOST_CHARACTERS = 4 << 20
MOST_UNPACKED = 64 << 20
"""A Word file may unpack to so many bytes, and to no more than `MOST_RATIO` times its size."""
MOST_RATIO = 200
MOST_PARTS = 2_000
MOST_PAGES = 1_000
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
INSTALL = "reading {kind} needs the extra 'evidence': pip install 'onetext[evidence]'"


def load_document(name: str, data: bytes) -> Document:
    """The document in a file, by how its name ends; another end is read as text.

    Raises InputError with what is wrong (not text, damaged, locked with a password, too large), UsageError where the library that
    reads it is not installed.
    """
    if len(data) > MOST_BYTES:
        raise _wrong(name, "size", f"more than {MOST_BYTES >> 20} MiB", f"a document of at most {MOST_BYTES >> 20} MiB")
    kind = next((kind for end, kind in KINDS.items() if name.lower().endswith(end)), _text)
    document = replace(kind(name, data), name=name)
    if len(document.text) > MOST_CHARACTERS:
        raise _wrong(name, "size", f"more than {MOST_CHARACTERS:,} characters", "a shorter document")
    if not document.text.strip():
        raise _wrong(name, "empty", "no text in it", "a document with text; a scan has to be recognised first")
    return document


def _wrong(name: str, code: str, message: str, allowed: str, line: int = 1, col: int = 1) -> InputError:
    return InputError([Problem(code, message, allowed, file=name, line=line, col=col)])


def _library(module: str, kind: str) -> Any:
    try:
        return import_module(module)
    except ImportError:
        raise UsageError(INSTALL.format(kind=kind)) from None


def _text(name: str, data: bytes) -> Document:
    """UTF-8, with or without a mark of byte order; line ends and all else stay as they are."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        col = wrong.start - data.rfind(b"\n", 0, wrong.start)
        raise _wrong(name, "encoding", "not UTF-8", "text in UTF-8, .html, .pdf or .docx", line, col) from None
    if found := CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise _wrong(
            name, "not_text", f"not text: the control character U+{ord(found[0]):04X}", "text in UTF-8, .html, .pdf or .docx", line
        )
    return Document(text)


def _html(name: str, data: bytes) -> Document:
    """The article of a page without its menus; its date and site where the page says them."""
    trafilatura = _library("trafilatura", "HTML")
    try:
        found = trafilatura.bare_extraction(data, include_comments=False, include_tables=True, with_metadata=True)
    except Exception as wrong:
        raise _wrong(name, "html", f"cannot be read as HTML: {type(wrong).__name__}", "an HTML page") from None
    if found is None:
        raise _wrong(name, "html", "no article was found in it", "a page with an article; or save its text")
    told = found if isinstance(found, dict) else found.as_dict()
    return Document(told.get("text") or "", outlet=told.get("sitename") or "", date=told.get("date") or "")


def _pdf(name: str, data: bytes) -> Document:
    """The text of the pages, one after the other; lines that break within a sentence are joined."""
    pypdf = _library("pypdf", "PDF")
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        locked, count = reader.is_encrypted, len(reader.pages) if not reader.is_encrypted else 0
        pages = [page.extract_text() for page in reader.pages] if not locked and count <= MOST_PAGES else []
    except Exception as wrong:
        raise _wrong(
            name, "pdf", f"damaged, or no PDF: {' '.join(str(wrong).split())[:120] or type(wrong).__name__}", "a PDF that opens elsewhere"
        ) from None
    if locked:
        raise _wrong(name, "locked", "locked with a password", "a PDF without a password")
    if count > MOST_PAGES:
        raise _wrong(name, "size", f"{count} pages", f"at most {MOST_PAGES} pages")
    return Document("\n".join(map(_unwrapped, pages)))


def _unwrapped(page: str) -> str:
    """A page with its paragraphs on a line each: a line that ends no sentence goes on in the next, unless it is short."""
    lines = [line.rstrip() for line in page.splitlines()]
    longest = max(map(len, lines), default=0)
    text = ""
    for line in lines:
        text += line
        goes_on = len(line) > 0.6 * longest and not re.search(r"[.!?:”\"»]$", line)
        text += " " if goes_on and not line.endswith("-") else "" if goes_on else "\n"
    return text.strip()


def _docx(name: str, data: bytes) -> Document:
    """The paragraphs of a Word file, one to a line."""
    docx = _library("docx", "Word")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            unpacked = sum(part.file_size for part in parts)
    except (zipfile.BadZipFile, OSError, ValueError):
        raise _wrong(name, "word", "damaged, locked, or no Word file", "a .docx file without a password") from None
    if unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(len(data), 1) or len(parts) > MOST_PARTS:
        raise _wrong(
            name,
            "size",
            f"unpacks to {unpacked:,} bytes in {len(parts)} parts",
            f"at most {MOST_UNPACKED >> 20} MiB, {MOST_RATIO} times its size",
        )
    try:
        paragraphs = [paragraph.text.replace("\n", " ") for paragraph in docx.Document(io.BytesIO(data)).paragraphs]
    except Exception as wrong:
        raise _wrong(name, "word", f"damaged: {type(wrong).__name__}", "a .docx file that opens elsewhere") from None
    return Document("\n".join(paragraphs))


KINDS: dict[str, Callable[[str, bytes], Document]] = {".html": _html, ".htm": _html, ".pdf": _pdf, ".docx": _docx}
"""By how a name ends, how it is read."""
