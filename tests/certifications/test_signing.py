"""Keys: how they are kept and named."""

import stat

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import given
from hypothesis import strategies as st

from certifications import signing, status_lists


@given(st.binary(max_size=80))
def test_base58_comes_back(data):
    assert signing.from_base58(signing.base58(data)) == data


def test_base58_is_what_others_write():
    # https://datatracker.ietf.org/doc/html/draft-msporny-base58-03#section-5
    assert signing.base58(b"Hello World!") == "2NEpo7TZRRrLZSi2U"
    assert signing.base58(bytes.fromhex("0000287fb4cd")) == "11233QC4"


def test_multikey_names_the_key_and_nothing_else_is_one(tmp_path):
    key = signing.load_key(tmp_path / "key.pem", make=True).public_key()

    name = signing.multikey(key)

    assert name.startswith("z6Mk")
    assert signing.from_multikey(name) == key
    for other in ("", "z", name[1:], "zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme", "z0"):
        with pytest.raises(ValueError, match=r"no Ed25519 key|substring not found"):
            signing.from_multikey(other)


def test_new_key_is_for_its_owner_and_stays(tmp_path):
    path = tmp_path / "var" / "key.pem"

    first, second = signing.load_key(path, make=True), signing.load_key(path, make=True)

    assert first.private_bytes_raw() == second.private_bytes_raw()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["key.pem"]


def test_only_an_ed25519_key_signs(tmp_path):
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (tmp_path / "rsa.pem").write_bytes(other.private_bytes(*form))
    (tmp_path / "broken.pem").write_bytes(b"nothing")

    for name in ("rsa.pem", "broken.pem", "missing.pem"):
        with pytest.raises(signing.NoSigningKey):
            signing.load_key(tmp_path / name)


def test_list_has_the_place_of_every_certificate():
    assert [status_lists.place(number) for number in (0, 131_071, 131_072)] == [(0, 0), (0, 131_071), (1, 0)]
    assert status_lists.encoded([]) != status_lists.encoded([0])
