"""Of a token the database keeps a hash, always the same one."""

from home.tokens import token_hash


def test_token_hash_is_sha256_in_hexadecimal():
    assert token_hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
