"""People's changes to a Word file, as a word processor records them: words, paragraphs, ends of paragraphs, moves, comments."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

DATE = "2031-06-01T10:00:00Z"
RUN = r"<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t xml:space=\"preserve\">[^<]*</w:t></w:r>"
ids = iter(range(90_000, 99_999))


def edited(data: bytes, *changes: Callable[[str], str], part: str = "word/document.xml") -> bytes:
    """A file in which a part is changed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name == part:
                source = body.decode()
                for change in changes:
                    source = change(source)
                body = source.encode()
            new.writestr(name, body)
    return packed.getvalue()


def who(author: str) -> str:
    return f'w:id="{next(ids)}" w:author="{author}" w:date="{DATE}"'


def run(words: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{words}</w:{tag}></w:r>'


def put_in(author: str, words: str) -> str:
    return f"<w:ins {who(author)}>{run(words)}</w:ins>" if words else ""


def taken_out(author: str, words: str) -> str:
    return f"<w:del {who(author)}>{run(words, 'delText')}</w:del>" if words else ""


def replaced(author: str, old: str, new: str) -> Callable[[str], str]:
    """Words that stand in one run of plain words are replaced."""

    def change(source: str) -> str:
        for found in re.finditer(r'<w:r><w:t xml:space="preserve">([^<]*)</w:t></w:r>', source):
            if old in found[1]:
                before, _, after = found[1].partition(old)
                inner = (run(before) if before else "") + taken_out(author, old) + put_in(author, new) + (run(after) if after else "")
                return source[: found.start()] + inner + source[found.end() :]
        raise AssertionError(f"{old!r} stands in no run")

    return change


def paragraph_with(source: str, words: str) -> tuple[int, int]:
    """Where the paragraph with some words begins and ends."""
    at = source.index(words)
    return source.rindex("<w:p>", 0, at), source.index("</w:p>", at) + len("</w:p>")


def new_paragraph(author: str, after: str, words: str, level: int = 1) -> Callable[[str], str]:
    """A paragraph is put in behind the one with some words."""

    def change(source: str) -> str:
        _, end = paragraph_with(source, after)
        numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
        made = f"<w:p><w:pPr>{numbered}<w:rPr><w:ins {who(author)}/></w:rPr></w:pPr>{put_in(author, words)}</w:p>"
        return source[:end] + made + source[end:]

    return change


def _marked(paragraph: str, tag: str, author: str) -> str:
    """A paragraph whose end is put in or taken out."""
    mark = f"<w:rPr><w:{tag} {who(author)}/></w:rPr>"
    if "<w:pPr>" in paragraph:
        return paragraph.replace("</w:pPr>", f"{mark}</w:pPr>", 1)
    return paragraph.replace("<w:p>", f"<w:p><w:pPr>{mark}</w:pPr>", 1)


def gone_paragraph(author: str, words: str) -> Callable[[str], str]:
    """The paragraph with some words is taken out."""

    def change(source: str) -> str:
        begin, end = paragraph_with(source, words)
        inner = re.sub(
            RUN,
            lambda run: f"<w:del {who(author)}>{run[0].replace('w:t>', 'w:delText>').replace('<w:t ', '<w:delText ')}</w:del>",
            source[begin:end],
        )
        return source[:begin] + _marked(inner, "del", author) + source[end:]

    return change


def joined(author: str, words: str) -> Callable[[str], str]:
    """The end of the paragraph with some words is taken out."""

    def change(source: str) -> str:
        begin, end = paragraph_with(source, words)
        return source[:begin] + _marked(source[begin:end], "del", author) + source[end:]

    return change


def split(author: str, words: str) -> Callable[[str], str]:
    """The paragraph is split before some words, which begin a run of plain words or stand in one."""

    def change(source: str) -> str:
        begin, end = paragraph_with(source, words)
        whole = source[begin:end]
        found = next(f for f in re.finditer(r'<w:r><w:t xml:space="preserve">([^<]*)</w:t></w:r>', whole) if words in f[1])
        before, _, after = found[1].partition(words)
        first = _marked(whole[: found.start()] + (run(before) if before else "") + "</w:p>", "ins", author)
        second = "<w:p>" + run(words + after) + whole[found.end() :]
        return source[:begin] + first + second + source[end:]

    return change


def moved(author: str, words: str, behind: str) -> Callable[[str], str]:
    """The paragraph with some words is moved behind another."""

    def change(source: str) -> str:
        begin, end = paragraph_with(source, words)
        inner = source[begin:end]
        text = "".join(re.findall(r"<w:t [^>]*>([^<]*)</w:t>", inner))
        away = _marked(re.sub(RUN, lambda run: f"<w:moveFrom {who(author)}>{run[0]}</w:moveFrom>", inner), "moveFrom", author)
        number, name = next(ids), f"move{next(ids)}"
        away = f'<w:moveFromRangeStart w:id="{number}" w:author="{author}" w:date="{DATE}" w:name="{name}"/>{away}<w:moveFromRangeEnd w:id="{number}"/>'
        source = source[:begin] + away + source[end:]
        _, at = paragraph_with(source, behind)
        number = next(ids)
        come = f"<w:p><w:pPr><w:rPr><w:moveTo {who(author)}/></w:rPr></w:pPr><w:moveTo {who(author)}>{run(text)}</w:moveTo></w:p>"
        come = f'<w:moveToRangeStart w:id="{number}" w:author="{author}" w:date="{DATE}" w:name="{name}"/>{come}<w:moveToRangeEnd w:id="{number}"/>'
        return source[:at] + come + source[at:]

    return change


def commented(words: str, number: int) -> Callable[[str], str]:
    """A comment stands on the paragraph with some words."""

    def change(source: str) -> str:
        _, end = paragraph_with(source, words)
        mark = f'<w:commentRangeStart w:id="{number}"/><w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
        return source[: end - len("</w:p>")] + mark + source[end - len("</w:p>") :]

    return change


def comment(author: str, number: int, words: str) -> Callable[[str], str]:
    """A comment in the part of the comments."""
    made = f'<w:comment w:id="{number}" w:author="{author}" w:date="{DATE}"><w:p>{run(words)}</w:p></w:comment>'
    return lambda source: (
        source.replace("</w:comments>", f"{made}</w:comments>")
        if "</w:comments>" in source
        else source.replace("/>", f">{made}</w:comments>")
    )
