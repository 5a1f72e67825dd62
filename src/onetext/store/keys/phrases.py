"""Passphrases: made by chance as words that can be spoken, and read as a person types them from paper.

A made word is a proquint (Wilkerson, arXiv:0901.4016): sixteen bits as consonant, vowel, consonant, vowel, consonant. Five of
them are 80 bits, for which argon2id at its default cost leaves no hope of guessing.
"""

from __future__ import annotations

import re
import secrets
import unicodedata

from onetext.errors import UsageError

CONSONANTS = "bdfghjklmnprstvz"
VOWELS = "aiou"
WORDS = 5
SHORTEST = 12
"""Characters of a passphrase, as normalised, below which it is refused: nobody else slows down who guesses at a stolen copy."""
BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212_]+")


def quint(number: int) -> str:
    """Sixteen bits as a word of five letters."""
    return "".join(
        letters[number >> shift & len(letters) - 1]
        for letters, shift in ((CONSONANTS, 12), (VOWELS, 10), (CONSONANTS, 6), (VOWELS, 4), (CONSONANTS, 0))
    )


def made_passphrase(words: int = WORDS) -> str:
    """A random passphrase of that many words of 16 bits each, joined by hyphens."""
    return "-".join(quint(secrets.randbits(16)) for _ in range(words))


def normalised(phrase: str) -> str:
    """A passphrase as it counts: Unicode NFC, small letters, no invisible characters, one hyphen between words.

    What a person types from paper may have capitals, blanks or dashes of any kind and length between the words.
    """
    visible = "".join(letter for letter in unicodedata.normalize("NFC", phrase) if unicodedata.category(letter) != "Cf")
    return unicodedata.normalize("NFC", BETWEEN.sub("-", visible.casefold()).strip("-"))


def chosen(phrase: str) -> str:
    """A passphrase that somebody wants to have from now on, normalised. UsageError where it is too short."""
    form = normalised(phrase)
    if len(form) < SHORTEST:
        raise UsageError(
            f"a passphrase needs at least {SHORTEST} characters, this one has {len(form)}; allowed: a longer one, or to let one be made"
        )
    return form
