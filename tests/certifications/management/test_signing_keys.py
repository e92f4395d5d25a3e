"""What the operator does with keys: list them, and tell of one that fell into wrong hands."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from certifications import credentials, signing
from certifications.actions import proofs
from certifications.models import SigningKey
from tests.certifications import issuing


@pytest.fixture
def key(db):
    proofs.issue_credential(issuing.released_round("kis")[0])
    return SigningKey.objects.get()


def run(**options):
    out = StringIO()
    call_command("signing_keys", stdout=out, **options)
    return out.getvalue()


def present():
    return signing.multikey(credentials.signing_key().public_key())


def test_list_names_what_signs_and_what_has_signed(key, settings, tmp_path):
    before = run()
    settings.SIGNING_KEY_FILE = tmp_path / "second.pem"

    assert ("1 credentials, signs now" in before, before.count("\n")) == (True, 1)
    assert f"{present()}: signs now, has signed nothing yet" in run()


def test_key_that_signs_cannot_be_told_compromised(key):
    with pytest.raises(CommandError, match="still signs"):
        run(compromised=key.multikey)


def test_compromised_key_is_told_once_another_signs(key, settings, tmp_path):
    settings.SIGNING_KEY_FILE = tmp_path / "second.pem"

    said = run(compromised=key.multikey)

    assert said == "1 credentials will be signed anew by the worker within minutes.\n"
    assert SigningKey.objects.get().compromised_at is not None
    assert ", compromised " in run()


def test_unknown_key_and_missing_file_are_named(db, settings, tmp_path):
    with pytest.raises(CommandError, match="No key z6Mk has signed here"):
        run(compromised="z6Mk")

    settings.SIGNING_KEY_FILE, settings.SIGNING_KEY_MADE = tmp_path / "none.pem", False
    with pytest.raises(CommandError, match="No Ed25519 key can be read"):
        run()
