"""Evaluative wording, marked so that nothing of ours takes it over: a list of words and turns, whoever uses them of whomever."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onetext.evidence.document import Document, Span

LOADED = r"""
dictator|tyrant|despot|regime|puppet|stooge|lackey|crony|cronies|thug|thugs|gangster|butcher|war criminal|warmonger\w*|aggressor|invader\w*|
terrorist\w*|extremist\w*|radical\w*|fanatic\w*|clown|buffoon|madman|lunatic|traitor\w*|coward\w*|liar|liars|so-called|self-styled|
self-proclaimed|enabler|enablers|collaborator\w*|henchm[ae]n|propagandist\w*|propaganda|mouthpiece|brainwash\w*|
fleec(?:e|ed|ing)(?: the \w+)?|beg(?:ging|ged)?(?: around)? for money|going around begging(?: for money)?|grovel\w*|whin(?:e|ed|ing)|
rant(?:ed|ing)?|lash(?:ed|ing) out|slam(?:med|ming)?|blast(?:ed|ing)?|boast(?:ed|ing)?|brag(?:ged|ging)?|gloat(?:ed|ing)?|
curry favou?r|cozy(?:ing)? up|pander\w*|caved(?: in)?|capitulat\w*|surrender(?:ed)? to pressure|sell-?out|sold out|betray\w*|stab(?:bed)? in the back|
picked apart|tore apart|ripped apart|gutted|sabotag\w*|torpedo\w*|hijack\w*|blackmail\w*|extort\w*|bully\w*|bullie[sd]|strong-arm\w*|ultimatum-style|
beleaguered|embattled|desperate\w*|hapless|clueless|delusional|unhinged|reckless\w*|shameless\w*|shameful\w*|disgrace\w*|outrageous\w*|
brutal\w*|barbar\w*|savage\w*|vicious\w*|evil|wicked|monstrous|heinous|cynical\w*|hypocri\w*|arrogan\w*|greedy|greed|
grim|evermore grim|ever more grim|dire|catastroph\w*|disastrous\w*|humiliat\w*|crushing|all-out|massive|draconian|crippling|
unprovoked|unjustified|illegitimate|fake|sham|farce|bogus|phony|laughable|absurd|ridiculous|pathetic|insane|
in no uncertain terms|finally make a deal|no closer to peace|game of chicken|their way or the highway|another planet|interesting statement|
complained to|everything \w+ wants(?: it to do)?|his war|her war|their war|meddl\w*|cowardly|bloodthirsty|ruthless\w*|hardliner\w*|hawk(?:s|ish)\b|
fat cats?|union boss(?:es)?|bosses|greedy \w+|scab|scabs|nimby\w*|mob|horde\w*|flood of|invasion of|vermin|parasit\w*|radical left|far-right\b
"""
WORDS = re.compile(rf"\b(?:{re.sub(chr(10), '', LOADED.strip().lower())})\b")
IMPUTED = re.compile(
    r"\b(?:to try and|in an attempt to|in a bid to|in order to)\s+(?:curry|appease|please|provoke|humiliate|distract|save face)[^.,;:]{0,60}",
    re.IGNORECASE,
)
TITLED = re.compile(r"\b[A-Z][\w]+[’']s\s+(?:Dictator|Tyrant|Despot|Puppet|Regime|Warlord)\b(?:\s+[A-Z][\w’'-]+){0,2}")
"""A pejorative put where a title stands."""


def loaded(document: Document, within: Span) -> Iterator[Span]:
    """The evaluative words within a stretch of text, in order, none within another."""
    text = document.text[within.start : within.end]
    small = text.lower()
    if len(small) != len(text):  # a letter that has no small one of one sign: its places would move
        small = "".join(sign if len(sign.lower()) != 1 else sign.lower() for sign in text)
    found = [
        Span(within.start + match.start(), within.start + match.end())
        for pattern, searched in ((TITLED, text), (IMPUTED, small), (WORDS, small))
        for match in pattern.finditer(searched)
    ]
    last = -1
    for span in sorted(found, key=lambda one: (one.start, -one.end)):
        if span.start >= last:
            yield span
            last = span.end


def neutral(label: str) -> str:
    """A label without evaluative words; where somebody is named, the text still shows what it has."""
    kept, at = "", 0
    for span in loaded(Document(label), Span(0, len(label))):
        kept += label[at : span.start]
        at = span.end
    return " ".join((kept + label[at:]).split())
