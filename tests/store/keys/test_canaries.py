"""Canaries: random secrets that must not occur, in any writing, in anything that is kept, shown or reported."""

from __future__ import annotations

import base64
import json
import logging
import secrets
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from onetext.errors import OnetextError
from onetext.process.record.commitments import plaintext
from onetext.process.sealed import Sealed, ciphertext_of, fresh, kept, open_sealed
from onetext.store.keys import changes, signing
from onetext.store.keys.birth import born
from onetext.store.keys.records import latest, recipients
from onetext.store.keys.sealing import new_identity, opened, sealed, secret_text
from onetext.store.keys.vault import recovering, unlocked
from store.keys.session import CHEAP, SESSION, Folder, context


def writings(secret: str) -> Iterator[bytes]:
    """The ways in which a text is usually written down."""
    plain = secret.encode()
    yield from (plain, plain.upper(), plain[::-1], plain.hex().encode(), plain.hex().upper().encode())
    yield from (secret.encode("utf-16-le"), secret.encode("utf-16-be"), secret.encode("utf-32-le"))
    yield quote("".join(f"%{byte:02X}" for byte in plain), safe="%").encode()
    yield "".join(f"\\u{ord(letter):04x}" for letter in secret).encode()
    for shift in range(3):
        # What stands before shifts the digits of base64; the first and last group are not only the secret's.
        coded = base64.b64encode(b"\0" * shift + plain)
        yield from (coded[4:-4], base64.urlsafe_b64encode(b"\0" * shift + plain)[4:-4])


def found(secret: str, inside: bytes) -> list[bytes]:
    """The writings of a secret that occur in some bytes, also where it is the bytes themselves that are the secret."""
    raw = [bytes.fromhex(secret)] if len(secret) == 32 and not set(secret) - set("0123456789abcdef") else []
    return [one for one in (*writings(secret), *raw) if one in inside]


def test_the_search_finds_what_it_looks_for() -> None:
    """In each writing, in the middle of other things."""
    secret = secrets.token_hex(16)
    for inside in (
        secret.encode(),
        json.dumps({"value": secret}).encode(),
        base64.b64encode(b"x" + json.dumps({"value": secret}).encode()),
        base64.b64encode(b"xy" + secret.encode() + b"z"),
        secret.encode().hex().encode(),
        f"<{secret}>".encode("utf-16"),
        bytes.fromhex(secret),
        "".join(f"%{ord(one):02X}" for one in secret).encode(),
        "".join(f"\\u{ord(one):04x}" for one in secret).encode(),
    ):
        assert found(secret, b"before" + inside + b"after")
    assert not found(secret, secrets.token_hex(10_000).encode())


def test_nothing_that_is_kept_holds_a_secret(tmp_path: Path) -> None:
    """Records, ciphertexts and files through every kind of change: no answer, passphrase, share, identity or key that signs."""
    answer, note = secrets.token_hex(16), "Grenze „Süd“ " + secrets.token_hex(16)
    phrases = {holder: secrets.token_hex(16) for holder in ("mediator", "north", "south")}
    later = [secrets.token_hex(16) for _ in range(4)]
    made = born(SESSION, ("north", "south"), phrases, CHEAP)
    folder = Folder(tmp_path)
    (tmp_path / "answers").mkdir()
    folder.add(made.records)
    folder.answer("north", {"line": answer, "why": note})
    hidden, shares = [*made.shares], made.shares
    with unlocked(folder.records, "north", phrases["north"]) as vault:
        hidden += [secret_text(one.identity) for one in vault.held()]
        folder.add(changes.rewrapped(vault, later[0], CHEAP))
        folder.add(changes.rekeyed(vault, later[1], CHEAP))
    with recovering(folder.records, shares) as vault:
        hidden += [secret_text(one.identity) for one in vault.held()]
        added, shares = changes.taken_over(vault, later[2], CHEAP)
    folder.add(added)
    folder.add(changes.renewed(folder.records, "north", later[3], CHEAP))
    with unlocked(folder.records, "mediator", later[2]) as vault:
        hidden += [secret_text(one.identity) for one in vault.held()]
        folder.add((changes.resealed(folder.records, vault, *folder.answers()[0][2:], "north"),))
    hidden += [*shares, answer, note, note[-32:], *phrases.values(), *later, signing.raw(made.signing_key).hex()]
    names = "\0".join(str(path) for path in tmp_path.rglob("*")).encode()
    kept_bytes = (
        folder.bytes() + names + b"".join(bytes.fromhex(one.text("sealed")) for one in folder.records if "sealed" in dict(one.fields))
    )
    assert len(hidden) == 21
    assert {secret: where for secret in hidden if (where := found(secret, kept_bytes))} == {}


def test_a_file_of_the_key_that_signs_is_the_one_place_where_a_secret_lies_clear(tmp_path: Path) -> None:
    """So the search is one that finds."""
    key = signing.new_signing_key()
    signing.keep(key, tmp_path / "signing.key")
    assert found(signing.raw(key).hex(), (tmp_path / "signing.key").read_bytes())


MADE = born(SESSION, ("north",), {"mediator": "m" * 12, "north": "n" * 12}, CHEAP)


def _wrong_commitment(secret: str) -> None:
    content = fresh(plaintext(context("north", 1), bytes(32), secret))
    sealed_as = ciphertext_of(content, lambda clear: sealed(clear, recipients(MADE.records, "north")))
    with unlocked(MADE.records, "north", "n" * 12) as vault:
        open_sealed(kept("00" * 32, sealed_as), context("north", 1), vault.open, "a test", lambda *_: None)


def _open(content: Sealed[str], key: Callable[[bytes], bytes] = bytes) -> None:
    open_sealed(content, context("north", 1), key, "a test", lambda *_: None)


def _other_slot(secret: str) -> None:
    _open(fresh(plaintext(context("south", 1), bytes(32), secret)))


def _no_form(secret: str) -> None:
    _open(fresh(f'{{"value": "{secret}"'.encode()))


def _half_a_character(secret: str) -> None:
    plaintext(context("north", 1), bytes(32), secret + "\ud800")


def _wrong_key(secret: str) -> None:
    opened(sealed(secret.encode(), (new_identity().recipient,)), new_identity())


def _wrong_passphrase(secret: str) -> None:
    with unlocked(MADE.records, "north", secret):
        pass


def _short_passphrase(secret: str) -> None:
    born(SESSION, (), {"mediator": secret[:11]}, CHEAP)


def _mistyped_share(secret: str) -> None:
    with recovering(MADE.records, (MADE.shares[0], MADE.shares[1].rsplit(" ", 1)[0] + " " + secret)):
        pass


def _short_share(secret: str) -> None:
    with recovering(MADE.records, (secret, MADE.shares[1])):
        pass


def _pickled(secret: str) -> None:
    fresh(secret.encode()).__reduce_ex__(4)


FAILURES = (
    _wrong_commitment, _other_slot, _no_form, _half_a_character, _wrong_key, _wrong_passphrase, _short_passphrase, _mistyped_share,
    _short_share, _pickled,
)  # fmt: skip


@pytest.mark.parametrize("failing", FAILURES, ids=lambda one: one.__name__.strip("_"))
def test_no_error_tells_a_secret(failing: Callable[[str], None], caplog: pytest.LogCaptureFixture) -> None:
    """Not by its message, its trace, its causes, its values nor what the log makes of it."""
    secret = secrets.token_hex(16)
    with pytest.raises((OnetextError, TypeError)) as raised:
        failing(secret)
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("test").exception("failed", exc_info=raised.value)
    shown = [caplog.text, "".join(traceback.format_exception(raised.value))]
    error: BaseException | None = raised.value
    while error is not None:
        shown += [str(error), repr(error), repr(error.args), repr(vars(error))]
        error = error.__cause__ or error.__context__
    assert not found(secret[:11] if failing is _short_passphrase else secret, "\n".join(shown).encode())
    assert not any(" ".join(share.split()[3:6]) in one for share in MADE.shares for one in shown)


def test_an_error_shown_with_the_values_around_it_tells_no_key() -> None:
    """As tools do that print every variable of a trace: vaults, identities, keys and sealed content show nothing."""
    content: Sealed[str] = fresh(plaintext(context("north", 1), bytes(32), (secret := secrets.token_hex(16))))
    shown = []
    with unlocked(MADE.records, "north", "n" * 12) as vault:
        own = vault.held()[0]
        try:
            opened(latest(MADE.records, "signing", "signing").binary("sealed"), own.identity)
        except OnetextError as wrong:
            # The first frame is this test's own, which holds the secret by its name.
            shown = [repr(frame.f_locals) for frame, _ in list(traceback.walk_tb(wrong.__traceback__))[1:]]
        local = {"content": content, "vault": vault, "own": own, "signs": MADE.signing_key, "born": MADE}
        shown += [repr(local), repr([getattr(one, name) for one in local.values() for name in dir(one) if name != "shares"])]
        hidden = (secret, secret_text(own.identity), signing.raw(MADE.signing_key).hex(), *MADE.shares)
    assert "<identity of age1" in shown[0]
    assert not [one for one in hidden if found(one, "".join(shown).encode())]
