"""Which party of a case a speaker belongs to, by the words that name either; a guess that nobody has to take."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onetext.model.case import Case

PLACES = """
united states|us|u.s.|u.s|usa|america|american|americans|washington|white house|state department|pentagon
russia|russian|russians|moscow|kremlin
ukraine|ukrainian|ukrainians|kyiv|kiev
european union|eu|europe|european|europeans|brussels
germany|german|germans|berlin|bundestag
france|french|paris|elysee|élysée
united kingdom|uk|u.k.|britain|british|london|downing street
italy|italian|rome
spain|spanish|madrid
poland|polish|warsaw
turkey|turkiye|türkiye|turkish|ankara
china|chinese|beijing
japan|japanese|tokyo
india|indian|new delhi
pakistan|pakistani|islamabad
iran|iranian|tehran
israel|israeli|israelis|jerusalem
palestine|palestinian|palestinians|ramallah
hamas|gaza
egypt|egyptian|cairo
qatar|qatari|doha
saudi arabia|saudi|riyadh
syria|syrian|damascus
lebanon|lebanese|beirut
north korea|north korean|pyongyang
south korea|south korean|seoul
armenia|armenian|yerevan
azerbaijan|azerbaijani|baku
georgia|georgian|tbilisi
serbia|serbian|belgrade
kosovo|kosovan|kosovar|pristina
belgium|belgian
netherlands|dutch|the hague
hungary|hungarian|budapest
canada|canadian|ottawa
mexico|mexican|mexico city
brazil|brazilian|brasilia
sudan|sudanese|khartoum
ethiopia|ethiopian|addis ababa
ireland|irish|dublin
greece|greek|athens
cyprus|cypriot|nicosia
colombia|colombian|bogota
venezuela|venezuelan|caracas
united nations|un|u.n.
nato
"""
GROUPS = tuple(tuple(line.split("|")) for line in PLACES.strip().split("\n"))
"""Each line: names of one country or body, its people and its seat."""
WEAK = frozenset(
    "the of and for a an party parties government team side group union council ministry association company delegation 's".split()
)


@dataclass(frozen=True, slots=True)
class Known:
    """The words by which a party is known."""

    party: str
    words: tuple[str, ...]


@lru_cache(maxsize=8)
def known(case: Case) -> tuple[Known, ...]:
    """Each party's words: its id, its title, its people's names, those who spoke for it by the case's own record, and where it is a
    country, that country's other names."""
    found = []
    retold = {name for one in case.statements for name in one.chain[1:]} | {source.title for source in case.sources}
    for party in case.parties:
        own = [party.id.replace("_", " ").replace("-", " "), party.title, *(member.name or member.id for member in party.members)]
        spoke = {one.who for one in case.statements if one.speaks_for == party.id and one.who and one.who not in retold}
        lowered = [text.lower() for text in (*own, *sorted(spoke)) if text]
        places = [name for group in GROUPS if set(group) & {_bare(text) for text in lowered} for name in group]
        found.append(Known(party.id, tuple(dict.fromkeys([*lowered, *places]))))
    return tuple(found)


def _bare(text: str) -> str:
    return re.sub(r"^the ", "", text)


def party_of(case: Case, described: str) -> str:
    """The party that the words about a speaker name; "" where they name none, or several as well as each other.

    The longest words that are met decide; then the words of a party's title, where each that counts is met.
    """
    text = re.sub(r"[^\w.]+", " ", described.lower())
    scores: dict[str, int] = {}
    for one in known(case):
        met = [len(word) for word in one.words if re.search(rf"(?<![\w]){re.escape(word)}(?![\w])", text)]
        strong = [word for word in re.findall(r"\w+", " ".join(one.words[:2])) if word not in WEAK and len(word) > 3]
        some = [len(word) for word in strong if re.search(rf"(?<!\w){re.escape(word.removesuffix('s'))}", text)]
        score = max(met, default=0) * 2 or max(some, default=0)
        if score:
            scores[one.party] = score
    best = max(scores.values(), default=0)
    first = [who for who, score in scores.items() if score == best]
    return first[0] if len(first) == 1 else ""


def issues_in(case: Case, text: str) -> tuple[str, ...]:
    """The issues whose title's words a text uses: each word that counts, or the id as a word."""
    lowered, found = text.lower(), []
    people = {word for one in known(case) for text in one.words for word in text.split()}
    for issue in case.issues:
        own = re.findall(r"\w+", (issue.title or issue.id).lower())
        words = [word for word in own if len(word) > 4 and word not in WEAK and word not in people]
        stems = [word[: max(5, len(word) - 2)] for word in words]
        if stems and sum(stem in lowered for stem in stems) * 2 > len(stems):
            found.append(issue.id)
    return tuple(found)
