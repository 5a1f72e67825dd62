"""What Akoma Ntoso asks about a document and the text does not say, and the names that follow from it.

The names are those of the Akoma Ntoso Naming Convention 1.0 (OASIS, 2019): work, expression, manifestation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from onetext.model.text.values import Text

THREE_LETTERS = dict(
    pair.split(":")
    for pair in (
        "am:amh ar:ara az:aze be:bel bg:bul bn:ben bs:bos cs:ces da:dan de:deu el:ell en:eng es:spa et:est fa:fas fi:fin fr:fra he:heb "
        "hi:hin hr:hrv hu:hun hy:hye id:ind it:ita ja:jpn ka:kat kk:kaz km:khm ko:kor ku:kur ky:kir lo:lao lt:lit lv:lav mk:mkd ms:msa "
        "my:mya ne:nep nl:nld no:nor pl:pol ps:pus pt:por ro:ron ru:rus si:sin sk:slk sl:slv so:som sq:sqi sr:srp sv:swe sw:swa ta:tam "
        "tg:tgk th:tha ti:tir tk:tuk tr:tur uk:ukr ur:urd uz:uzb vi:vie zh:zho"
    ).split()
)
"""ISO 639-1 to ISO 639-2."""
UNKNOWN = "und"
Names = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """When a text is of, who wrote it and what it is called; `parties` and `issues` are ids with the names to show.

    `begun`: of the first draft, by default the same day. `version`: the number of the draft. `authority`: the part of
    the name that says whose law it is, a country's code or `un`.
    """

    day: date
    author: str
    name: str = "treaty"
    begun: date | None = None
    version: str = ""
    authority: str = "un"
    parties: Names = ()
    issues: Names = ()

    def work(self, kind: str = "bill") -> str:
        """The name of the work: `/akn/un/bill/2031-05-01/treaty`. An amendment is a work of its own day."""
        day = self.day if kind == "amendment" else self.begun or self.day
        return f"/akn/{slug(self.authority).lower()}/{kind}/{day.isoformat()}/{slug(self.name)}"

    def expression(self, text: Text, kind: str = "bill") -> str:
        """The name of the work in its language and version: `/akn/un/bill/2031-05-01/treaty/eng@ver_3`."""
        version = f"ver_{slug(self.version)}" if self.version else self.day.isoformat()
        return f"{self.work(kind)}/{language(text)}@{version}"


def language(text: Text) -> str:
    """The language of a text in three letters."""
    code = text.language.split("-")[0].lower()
    return THREE_LETTERS.get(code, code if len(code) == 3 else UNKNOWN)


def slug(name: str) -> str:
    """A name without what a reference may not hold."""
    return re.sub(r"[^\w.-]+", "_", name).strip("_") or "_"
