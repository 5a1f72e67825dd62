"""Who is named: a mention before or after a reporting verb, and the fullest name that the text has for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from onetext.evidence.document import Document, Span
from onetext.evidence.words import GROUPS, LOWER, NOT_NAMES, PARTICLES, PRONOUNS, ROLES, TITLES

UPPER = "A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁЄІЇҐ"
TOKEN = re.compile(r"(?:[@#]?[\w][\w’'´.&/-]*[\w.]|[\w])(?:[’']s?)?|,|\(|\)")
CAPITAL = re.compile(rf"(?:O[’']|Mc|al-|Al-|el-)?[{UPPER}][\w’'-]*|[{UPPER}]\.|(?:[{UPPER}]\.)+")
FULL = re.compile(
    rf"[{UPPER}][\w’'-]+(?:[ \u00a0]+(?:(?:de|da|van|von|der|bin|al|el|del|di)[ \u00a0]+)?(?:[{UPPER}][\w’'-]+|[{UPPER}]\.))+"
)
TITLED = re.compile(
    rf"\b(?:Commander|President|Minister|Chancellor|King|Queen|Sheikh|Judge|Senator|Mr|Mrs|Ms|Dr|Captain|Colonel|General|Mayor)\.?\s+"
    rf"(?P<name>[{UPPER}][\w’'-]+)\b(?!\s+[{UPPER}])"
)
"""A person of whom only one name is said."""
REACH = 140
"""A speaker stands no further than so many characters from the verb."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a speaker is named, the name there without titles ("" where only a role is), and whether it is a pronoun."""

    span: Span
    name: str
    pronoun: bool = False


@dataclass(frozen=True)
class Names:
    """The persons of a document by their last names."""

    document: Document

    @cached_property
    def full(self) -> dict[str, str]:
        """The fullest name by its last word, the first found of equals; a last word that two persons share names neither alone."""
        found: dict[str, list[str]] = {}
        alone = {
            name for match in TITLED.finditer(self.document.text) for name in [match["name"]] if name not in GROUPS | NOT_NAMES | TITLES
        }
        for match in FULL.finditer(self.document.text):
            for name in _persons(match[0]):
                known = found.setdefault(name.split()[-1], [])
                if name not in known:
                    known.append(name)
        single = {name: name for name in alone if name not in found}
        return single | {last: names[0] if len(names) == 1 else _agreeing(names) for last, names in found.items() if _agreeing(names)}

    def canonical(self, name: str) -> str:
        """The fullest form of a name."""
        bare = re.sub(r"[’']s$", "", name.strip(" ,.:"))
        if " " in bare:
            full = self.full.get(bare.split()[-1], "")
            return full if full and set(bare.split()) <= set(full.split()) else bare
        return self.full.get(bare, bare)


def _agreeing(names: list[str]) -> str:
    """The longest of names of one person; "" where they are of several."""
    firsts = {name.split()[0] for name in names}
    return max(names, key=len) if len(firsts) == 1 else ""


def _persons(text: str) -> list[str]:
    """The name in a run of capitalised words, without titles and what precedes them."""
    words = text.split()
    last_title = max((i for i, word in enumerate(words) if word in TITLES), default=-1)
    words = words[last_title + 1 :]
    while words and words[0] in NOT_NAMES:
        words = words[1:]
    words = [re.sub(r"[’']s$", "", word) for word in words]
    if all(word.isupper() and len(word) > 2 for word in words):  # a heading, or a label, whose rule puts it in small letters
        return []
    if len(words) < 2 or any(word in GROUPS or word in NOT_NAMES for word in words) or len(words) > 4:
        return []
    return [" ".join(words)]


def _is_name_word(word: str) -> bool:
    return (bool(CAPITAL.fullmatch(word)) or bool(HANDLE.fullmatch(word))) and word not in NOT_NAMES


def before(text: str, start: int, end: int) -> Mention | None:
    """Who is named directly before `end`, not before `start`: a pronoun, a name with its titles, or a role."""
    start = max(start, end - REACH)
    segment = text[start:end]
    cut = re.search(
        r"\s*,?(?:\s+(?:also|later|then|further|had|has|have|once|repeatedly|previously|reportedly|publicly|again|earlier|in turn|"
        r"on \w+day|would|will|is|was|are|were|did not|just|now|only|both|all))*\s*,?\s*$",
        segment,
    )
    stop = start + (cut.start() if cut else len(segment))
    if cut and re.search(r"\b[Ii]t$", text[start:stop]) and re.search(r"\b(?:is|was)\b", cut[0]):  # `it was agreed`: nobody says so
        return None
    named = _apposed(text, start, stop, end) or _ending(text, start, stop)
    return named if named is not None and (named.name or named.pronoun) else _phrase(text, start, stop) or named


PHRASE = re.compile(
    r"(?:^\s*|(?<=[;:—–] )|(?<=, )(?!an?\s)|(?<=\band )|(?<=\bbut )|(?<=\bthat )|(?<=\bwhile ))"
    r"((?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Bb]oth|[Tt]wo|[Tt]hree|[Ss]everal|[Ss]ome|[Mm]any|[Mm]ost|[Aa]ll|[Oo]ther|[Oo]ne)"
    r"\s+(?:[\w’'-]+\s+){0,6}[\w’'-]+)$"
)
NOT_LAST = frozenset("of and the a an to in on at for by with from as is are was were be not it he she they who which that".split())


BARE_PLURAL = re.compile(r"^\s*([A-ZÀ-Þ][\w’'-]+\s+(?:[a-z’'-]+\s+){0,2}[a-z’'-]+s)$")
"""`Shipping agents`, at the begin of a sentence."""


def _phrase(text: str, start: int, stop: int) -> Mention | None:
    """A phrase with an article from the begin of a clause on (`The county`, `A spokesperson for the port authority`), or a plural at
    the begin of a sentence."""
    match = PHRASE.search(text[start:stop]) or BARE_PLURAL.search(text[start:stop])
    if match is None or match[1].split()[-1].lower() in NOT_LAST or match[1].split()[0] in BEGINS or ACTING.search(match[1]):
        return None
    return Mention(Span(start + match.start(1), stop), "")


ACTING = re.compile(r"\b(?:was|were|is|are|has|have|had|who|which|that|will|would)\b")
BEGINS = NOT_NAMES - frozenset("The A An Its His Her Their Both Two Three Several Some Many Most All Other One".split())
"""Words that begin a sentence and no name."""


def _apposed(text: str, start: int, stop: int, end: int) -> Mention | None:
    """The name before an apposition that ends just before the verb: `Ann Lee, the minister, said`, `Ann Lee (Greens) said`."""
    if stop < end and text[stop:end].lstrip().startswith(","):
        return _of_parts(text, start, stop)
    if stop > start and text[stop - 1] == ")":
        opened = text.rfind("(", start, stop)
        return _ending(text, start, len(text[:opened].rstrip())) if opened > start else None
    return None


HANDLE = re.compile(r"@\w+")
PARTS = 4


def _of_parts(text: str, start: int, stop: int) -> Mention | None:
    """Of parts between commas the nearest that is a name and no more; else the farthest that ends with one: `the chief of staff, Ann
    Lee, said`; `Ann Lee, 34, from Holm, said`."""
    found: list[Mention] = []
    for _ in range(PARTS):
        comma = text.rfind(",", start, stop)
        part = _ending(text, max(start, comma + 1), stop)
        lead = text[max(start, comma + 1) : part.span.start].strip() if part is not None else ""
        whole = part is not None and lead in ("", "But", "And", "Yet", "Meanwhile", "However", "Still", "Earlier", "Later")
        if part is not None and part.name and (whole or found or comma < 0) and ((whole and " " in part.name) or not whole):
            return part
        if comma < 0 and not whole:
            part = _phrase(text, start, stop) or part
        if part is not None and (whole or comma < 0):
            found.append(part)
        if comma < 0:
            break
        stop = comma
    return next((one for one in found if one.name), found[-1] if found else None)


def _ending(text: str, start: int, stop: int) -> Mention | None:
    """What names a speaker and ends at `stop`."""
    tokens = list(TOKEN.finditer(text, start, stop))
    if not tokens or tokens[-1].end() != stop or tokens[-1][0] in ("and", "or", "but", "y"):
        return None
    if tokens[-1][0] in PRONOUNS:
        return Mention(Span(tokens[-1].start(), stop), "", pronoun=True)
    kept = len(tokens)
    while kept and _may_name(tokens[kept - 1][0]):
        kept -= 1
    tokens = _without_lead(tokens[kept:])
    words = [token[0] for token in tokens]
    if not words:
        return None
    name = name_of(words)
    if not name and not any(word in ROLES for word in words):
        return None
    return Mention(Span(tokens[0].start(), stop), name)


def _may_name(word: str) -> bool:
    bare = re.sub(r"[’']s?$", "", word)
    return (
        _is_name_word(bare)
        or word in LOWER
        or word in PARTICLES
        or bare in TITLES
        or word in ("The", "A", "An", "His", "Her", "Some", "One", "Two", "Three")
    )


def _without_lead(tokens: list[re.Match[str]]) -> list[re.Match[str]]:
    """Without words at the front that begin nothing: `and`, `of`, `who`."""
    while tokens and tokens[0][0] in ("and", "of", "for", "who", "&", "y", "also"):
        tokens = tokens[1:]
    return tokens


FOREIGN_ARTICLES = frozenset("der die das ein eine ihr ihre sein seine la le el il".split())
POSSESSIVE = re.compile(r"[’']s$|s[’']$")


def name_of(words: list[str]) -> str:
    """The name in the words of a mention: after the last title or role; "" where there is none."""
    of = next((i for i, word in enumerate(words) if word in ("of", "for") and i and words[i - 1].lower() in ROLES), None)
    if of is not None and not any(word in TITLES for word in words[of:]):  # `the delegation of Hask` is who is named
        return ""
    cut = max(
        (i for i, word in enumerate(words) if word in TITLES or POSSESSIVE.search(word) or (word in LOWER and word not in PARTICLES)),
        default=-1,
    )
    rest = [word for word in words[cut + 1 :] if word not in ("The", "A", "An", "the")] if cut + 1 < len(words) else []
    rest = [re.sub(r"[’']s$", "", word) for word in rest]
    if len(rest) > 2 and words[0] in FOREIGN_ARTICLES:  # `die Sprecherin Petra Hahn`: nouns have capitals there
        rest = rest[-2:]
    if rest and all(word in GROUPS for word in rest):  # `the Defence Council`: no title, a name
        rest = [word for word in words if _is_name_word(word) or word in PARTICLES]
    elif len(rest) > 2 and rest[0].lower() in ROLES and not set(rest) & GROUPS:
        rest = rest[1:]
    while rest and rest[0] in PARTICLES:
        rest = rest[1:]
    while rest and rest[-1] in PARTICLES:
        rest = rest[:-1]
    return " ".join(rest) if any(_is_name_word(word) for word in rest) else ""


DETERMINERS = frozenset(
    "its his her their the a an our two three several der die das ein eine ihr ihre sein seine la le les un une el los una il".split()
)
STOPS = re.compile(
    r"[,.;:—–(\n\"”“»«]|\s(?:at|in|on|to|during|as|after|before|when|while|via|that|about|following|outside|from|with|adding|this|late|early|yesterday|today|am|im|bei|nach|gegenüber)\b"
)


ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Lt|Gen|Col|Sen|Rep|Gov|Prof|St|[A-Z])$")


def _stop(text: str, start: int, at: int, last: int) -> int:
    """Where what names somebody can go no further; a point that ends an abbreviation is none."""
    for stopped in STOPS.finditer(text, at, last):
        if stopped[0] != "." or not ABBREVIATED.search(text[start : stopped.start()]):
            return stopped.start()
    return last


def _begins_anew(words: list[re.Match[str]], at: int) -> bool:
    """Whether another phrase begins: an article after a role, as in `told the agency a letter had come`."""
    return at > 0 and words[at][0].lower() in ("a", "an", "the") and words[at - 1][0] in ROLES


def after(text: str, start: int, end: int) -> Mention | None:
    """Who is named directly after `start`, before `end`: `said Ann Lee`, `said the minister`."""
    while start < end and text[start].isspace():
        start += 1
    last = min(end, start + REACH)
    stop = _stop(text, start, start, last)
    words = list(TOKEN.finditer(text, start, stop))
    if words and words[0][0] in PRONOUNS:
        return Mention(Span(words[0].start(), words[0].end()), "", pronoun=True)
    kept = 0
    led = bool(words) and words[0][0].lower() in DETERMINERS
    while (
        kept < len(words)
        and not _begins_anew(words, kept)
        and (_may_name(words[kept][0]) or (led and kept < 5 and words[kept][0].isalpha()))
    ):
        kept += 1
    words = words[: next((i for i, word in enumerate(words[:kept]) if word[0] == "who"), kept)]
    while words and (words[-1][0] in PARTICLES or words[-1][0] in ("who", "for", "of")):
        words = words[:-1]
    if not words:
        return None
    name = name_of([word[0] for word in words])
    if not name:
        apposed = re.match(r",\s+(?=\S)", text[words[-1].end() : end])
        beside = after(text, words[-1].end() + apposed.end(), end) if apposed else None
        if beside is not None and beside.name and " " in beside.name:
            return Mention(Span(words[0].start(), beside.span.end), beside.name)
    if not name and not led and not any(word[0] in ROLES for word in words):
        return None
    return Mention(Span(words[0].start(), words[-1].end()), name)
