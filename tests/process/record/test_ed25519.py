"""The verifier's own Ed25519: the vectors of RFC 8032, the usual package on random input, and what must be refused."""

from __future__ import annotations

import random

import pytest

from process.record.building import holds, private, public, verifier

# RFC 8032, 7.1: public key, message, signature.
VECTORS = {
    "TEST 1": (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    "TEST 2": (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    "TEST 3": (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    "TEST SHA(abc)": (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ),
}
ORDER = 2**252 + 27742317777372353535851937790883648493
FIELD = 2**255 - 19


def alone(key: bytes, signature: bytes, message: bytes) -> bool:
    """What the verifier says."""
    found: bool = verifier().signature_holds(key, signature, message)
    return found


@pytest.mark.parametrize("vector", VECTORS.values(), ids=VECTORS)
def test_vectors_of_the_standard(vector: tuple[str, str, str]) -> None:
    """Each holds, and none for another message or with another bit."""
    key, message, signature = map(bytes.fromhex, vector)
    assert alone(key, signature, message) and holds(key, signature, message)
    assert not alone(key, signature, message + b"\x00")
    for at in range(64):
        changed = bytearray(signature)
        changed[at] ^= 1 << at % 8
        assert not alone(key, bytes(changed), message)


def test_agreement_on_random_keys_messages_and_changes() -> None:
    """60 keys, five messages each: what holds, and what has a bit flipped in key, signature or message."""
    chance = random.Random(25519)
    for n in range(60):
        secret = private(f"key {n}")
        key = public(secret)
        for _ in range(5):
            message = chance.randbytes(chance.randrange(200))
            signature = secret.sign(message)
            assert alone(key, signature, message)
            changed = [bytearray(each) for each in (key, signature, message or b"\x00")]
            which = changed[chance.randrange(3)]
            which[chance.randrange(len(which))] ^= 1 << chance.randrange(8)
            assert alone(*map(bytes, changed)) == holds(*map(bytes, changed))


def test_a_second_spelling_of_a_signature_is_refused() -> None:
    """S plus the order of the group gives the same point; RFC 8032 wants S below it."""
    secret = private()
    signature = secret.sign(b"text")
    s = int.from_bytes(signature[32:], "little")
    other = signature[:32] + (s + ORDER).to_bytes(32, "little")
    assert alone(public(secret), signature, b"text")
    assert not alone(public(secret), other, b"text")


@pytest.mark.parametrize("y", [0, 1, FIELD - 1, FIELD, FIELD + 1, 2**255 - 1])
@pytest.mark.parametrize("sign", [0, 1])
def test_keys_under_which_anything_seems_signed_are_refused(y: int, sign: int) -> None:
    """Points of small order, and points in a second spelling: under the neutral one, R = [S]B would be a signature of all."""
    key = (y % 2**255 | sign << 255).to_bytes(32, "little")
    module = verifier()
    for s in (0, 1, 5):
        point = module.encode_point(module.times(s, module.BASE))
        assert not alone(key, point + s.to_bytes(32, "little"), b"anything")


def test_all_eight_points_of_small_order_are_refused() -> None:
    """Found by multiplying points by the order of the large group; each is decoded, and weak."""
    module = verifier()
    chance, found = random.Random(8), set()
    while len(found) < 8:
        point = module.decode_point(chance.randbytes(32))
        if point:
            total = module.NEUTRAL
            for bit in f"{ORDER:b}":
                total = module.add(total, total)
                total = module.add(total, point) if bit == "1" else total
            found.add(module.encode_point(total))
    for key in found:
        assert module.weak(module.decode_point(key))
        assert module.table_of(key) is None
    assert not module.weak(module.decode_point(public(private())))


@pytest.mark.parametrize("lengths", [(31, 64), (33, 64), (32, 63), (32, 65), (0, 0)])
def test_what_has_a_wrong_length_is_refused(lengths: tuple[int, int]) -> None:
    """Before anything is computed."""
    assert not alone(bytes(lengths[0]), bytes(lengths[1]), b"")


def test_only_one_spelling_of_a_point_is_read() -> None:
    """None of the 19 numbers from the size of the field on, and no minus nothing (RFC 8032, 5.1.3)."""
    module = verifier()
    assert any(module.decode_point(y.to_bytes(32, "little")) for y in range(2, 19))  # so that some of these would be points
    for sign in (0, 1):
        for y in range(FIELD, 2**255):
            assert module.decode_point((y | sign << 255).to_bytes(32, "little")) is None
    for y in (1, FIELD - 1):
        assert module.decode_point(y.to_bytes(32, "little")) is not None
        assert module.decode_point((y | 1 << 255).to_bytes(32, "little")) is None
