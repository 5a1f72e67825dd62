"""The archive that a Word file is, opened within limits that hold before anything is unpacked.

What the archive says of itself is not believed: sizes are measured while inflating, the place of every member is
checked against every other, and only members that the reader needs are inflated at all.
"""

from __future__ import annotations

import re
import struct
import zlib
from io import BytesIO
from itertools import pairwise
from typing import NoReturn
from zipfile import BadZipFile, ZipFile, ZipInfo

from onetext.errors import InputError, Problem
from onetext.formats.word.names import (
    CONTENT_TYPES,
    DEVICES,
    DOCUMENT_TYPES,
    MACRO_TYPES,
    NEEDED_NAMES,
    NEEDED_TYPES,
    OLE_HEAD,
    SAFE_EXTERNAL,
    kind_of,
)
from onetext.formats.word.relations import Relation, content_type, content_types, main_document, relations
from onetext.formats.word.safe_xml import Budget

MAX_FILE = 16 << 20
MAX_UNPACKED = 64 << 20
MAX_MEMBERS = 2_000
MAX_RATIO = 200
RATIO_FROM = 1 << 20
"""A small part may be packed as tightly as it likes."""

CHUNK = 1 << 18
STORED, DEFLATED = 0, 8
DIRECTORY_ENTRY = b"PK\x01\x02"
LOCAL_HEADER = struct.Struct("<4s5H3I2H")
WANTED = "a Word document (.docx)"


def unpack(name: str, data: bytes) -> dict[str, bytes]:
    """The parts of a Word file that the reader needs, by their names; InputError where the file may not be opened.

    Keys are part names without the leading slash. Media, fonts, themes and other parts without text are not unpacked.
    """
    members = _members(name, data)
    inflating = _Inflating(name, data, members)
    if CONTENT_TYPES not in members:
        _refuse(name, "kind", f"the archive has no {CONTENT_TYPES}", WANTED)
    parts = {each: inflating.part(each) for each in members if each == CONTENT_TYPES or each.endswith(".rels")}
    budget = Budget(name)
    types = content_types(budget, parts[CONTENT_TYPES])
    _check_macros(name, members, types)
    for part in [each for each in parts if each.endswith(".rels")]:
        _check_external(name, part, relations(budget, part, parts[part]))
    document = main_document(budget, parts)
    if document not in members:
        _refuse(name, "kind", f"the archive has no document part{f' {document}' if document else ''}", WANTED)
    if content_type(types, document) not in DOCUMENT_TYPES:
        _refuse(name, "kind", f"{document} is {kind_of(content_type(types, document))}", WANTED)
    for each in members:
        if each not in parts and (content_type(types, each) in NEEDED_TYPES or each.lower().startswith(NEEDED_NAMES)):
            parts[each] = inflating.part(each)
    return parts


def _refuse(name: str, code: str, message: str, allowed: str) -> NoReturn:
    raise InputError([Problem(code, message, allowed, file=name)])


def _members(name: str, data: bytes) -> dict[str, ZipInfo]:
    """The members of the archive by their names, each in its own place."""
    if not data:
        _refuse(name, "kind", "the file is empty", WANTED)
    if len(data) > MAX_FILE:
        _refuse(name, "size", f"the file has {len(data)} bytes", f"at most {MAX_FILE}")
    if data.startswith(OLE_HEAD):
        _refuse(name, "kind", "the file is an old Word file (.doc) or an encrypted one", f"{WANTED}, saved without a password")
    if not data.startswith(b"PK"):
        _refuse(name, "kind", "the file is no Word document", WANTED)
    # The directory holds at least one such mark per member; counting them costs nothing, reading them does.
    if (count := data.count(DIRECTORY_ENTRY)) > MAX_MEMBERS:
        _refuse(name, "size", f"the archive has {count} members", f"at most {MAX_MEMBERS}")
    try:
        listed = ZipFile(BytesIO(data)).infolist()
    except (BadZipFile, ValueError, NotImplementedError, OverflowError, struct.error, EOFError, OSError, IndexError):
        _refuse(name, "archive", "the archive is broken or cut off", WANTED)
    members: dict[str, ZipInfo] = {}
    seen: set[str] = set()
    for info in listed:
        _check_name(name, info.orig_filename)
        if info.filename.casefold() in seen:
            _refuse(name, "archive", f"the archive holds {info.filename!r} twice", "each name once")
        seen.add(info.filename.casefold())
        _check_member(name, info)
        if not info.is_dir():
            members[info.filename] = info
    return members


def _check_name(name: str, member: str) -> None:
    """A member's name is a plain relative path."""
    steps = member.removesuffix("/").split("/")
    plain = "\\" not in member and ":" not in member and not any(ord(char) < 32 for char in member)
    if not plain or any(step in ("", ".", "..") for step in steps) or any(step.split(".")[0].upper() in DEVICES for step in steps):
        _refuse(name, "archive", f"the archive names a member {member[:80]!r}", "plain names below the archive's own folder")


def _check_member(name: str, info: ZipInfo) -> None:
    """A member is a plain file, packed in a way that every reader knows."""
    mode = info.external_attr >> 16 & 0o170000
    if mode not in (0, 0o100000, 0o040000):
        _refuse(name, "archive", f"{info.filename!r} is a link or a device", "plain files")
    if info.flag_bits & 0x2041:
        _refuse(name, "encrypted", f"{info.filename!r} is encrypted", "a file saved without a password")
    if info.compress_type not in (STORED, DEFLATED):
        _refuse(name, "archive", f"{info.filename!r} is packed by method {info.compress_type}", "stored or deflated")


OWN_DISK = re.compile(r"(?:file:/{3})?[A-Za-z]:[\\/]")
"""How a path on a disk begins: with the letter of a drive, never with the name of a server."""


def _check_macros(name: str, members: dict[str, ZipInfo], types: dict[str, str]) -> None:
    """No macros, whether they are used or not."""
    macros = [each for each in members if each.rpartition("/")[2].casefold() == "vbaproject.bin"]
    if macros or MACRO_TYPES & set(types.values()):
        where = macros[0] if macros else CONTENT_TYPES
        _refuse(name, "macros", f"the file carries macros ({where})", "a document without macros, saved as .docx")


def _check_external(name: str, part: str, found: tuple[Relation, ...]) -> None:
    """Nothing of the document stands outside of the file, links, pictures and a template on somebody's own disk excepted: those are
    never fetched. Many a file that was made in an office names such a template."""
    for relation in found:
        if relation.external and relation.kind not in SAFE_EXTERNAL and not is_own_template(relation):
            what = "a remote template" if relation.kind == "attachedTemplate" else f"a remote part ({relation.kind[:40]})"
            _refuse(name, "remote", f"{part} asks for {what}: {relation.target[:120]!r}", "a document that is complete in itself")


def is_own_template(relation: Relation) -> bool:
    """Whether a relationship leads to a template on the disk of whoever made the file; one on a server or in the web does not."""
    return relation.kind == "attachedTemplate" and OWN_DISK.match(relation.target) is not None


class _Inflating:
    """Unpacks members one by one and keeps count of what has come out."""

    def __init__(self, name: str, data: bytes, members: dict[str, ZipInfo]) -> None:
        self.name = name
        self.data = data
        self.members = members
        self.total = 0
        self.spans = self._spans()

    def _spans(self) -> dict[str, tuple[int, int]]:
        """Where the packed bytes of each member lie; no two members share a byte."""
        spans = {each: (info.header_offset, *self._span(info)) for each, info in self.members.items()}
        ordered = sorted(spans.values())
        if any(after[0] < before[2] for before, after in pairwise(ordered)):
            _refuse(self.name, "archive", "members of the archive overlap", "each member in its own place")
        return {each: (start, end) for each, (_, start, end) in spans.items()}

    def _span(self, info: ZipInfo) -> tuple[int, int]:
        at = info.header_offset
        if not 0 <= at <= len(self.data) - LOCAL_HEADER.size or self.data[at : at + 4] != b"PK\x03\x04":
            _refuse(self.name, "archive", f"{info.filename!r} does not stand where the archive says", WANTED)
        head = LOCAL_HEADER.unpack_from(self.data, at)
        start = at + LOCAL_HEADER.size + head[9] + head[10]
        local = self.data[at + LOCAL_HEADER.size : at + LOCAL_HEADER.size + head[9]]
        if local != info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437"):
            _refuse(self.name, "archive", f"{info.filename!r} has two different names", "one name per member")
        if head[2] & 0x2041:
            _refuse(self.name, "encrypted", f"{info.filename!r} is encrypted", "a file saved without a password")
        if (end := start + info.compress_size) > len(self.data):
            _refuse(self.name, "archive", f"{info.filename!r} is cut off", WANTED)
        return start, end

    def part(self, member: str) -> bytes:
        """The bytes of a member, never more than are left of the limit."""
        info, (start, end) = self.members[member], self.spans[member]
        packed = memoryview(self.data)[start:end]
        body = bytes(packed) if info.compress_type == STORED else self._inflated(member, packed)
        self.total += len(body)
        if self.total > MAX_UNPACKED:
            self._too_much()
        if zlib.crc32(body) != info.CRC:
            _refuse(self.name, "archive", f"{member!r} is damaged: its checksum is wrong", WANTED)
        return body

    def _inflated(self, member: str, packed: memoryview) -> bytes:
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        most = min(MAX_UNPACKED - self.total, max(RATIO_FROM, MAX_RATIO * len(packed)))
        body = bytearray()
        feed: bytes | memoryview = packed
        try:
            while not inflate.eof and len(body) <= most:
                chunk = inflate.decompress(feed, CHUNK)
                feed = inflate.unconsumed_tail
                if not chunk and not feed:
                    break
                body += chunk
        except zlib.error:
            _refuse(self.name, "archive", f"{member!r} cannot be unpacked", WANTED)
        if self.total + len(body) > MAX_UNPACKED:
            self._too_much()
        if len(body) > most:
            _refuse(self.name, "size", f"{member!r} unpacks to over {MAX_RATIO} times its size", f"at most {MAX_RATIO} times")
        if not inflate.eof:
            _refuse(self.name, "archive", f"{member!r} is cut off", WANTED)
        return bytes(body)

    def _too_much(self) -> NoReturn:
        _refuse(self.name, "size", f"the file unpacks to over {MAX_UNPACKED} bytes", f"at most {MAX_UNPACKED}")
