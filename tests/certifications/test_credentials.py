"""Credentials, read by a library that is not ours: it accepts what we issue, and nothing that somebody has changed."""

import base64
import copy
import json
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openbadgeslib.ob3 import OB3LdpVerifier, OB3VerificationError

from certifications import credentials, data_integrity, signing, status_lists
from certifications.actions import certificates, proofs
from certifications.models import Certificate, IssuedFile, Program, SigningKey
from certifications.tasks import sign_missing_credentials
from home import clock
from tests.certifications import issuing, making

REASON = {"ja": "確認のため", "en": "To check it", "zh": "为核实情况"}
TODAY = timezone.now().date()  # of the machine, by whose clock the library judges


@pytest.fixture
def certificate(db):
    """Issued a month ago by the machine's clock; the tests' rounds are released in 2027."""
    issued = issuing.released_round("monozukuri-brand")[0]
    began = TODAY - timedelta(days=30)
    Certificate.objects.update(issued_on=began, valid_from=began, valid_until=began + timedelta(days=900), state_since=began)
    issued.refresh_from_db()
    proofs.issue_credential(issued)
    return issued


def fetch(url):
    """What a verifier downloads, from this site."""
    with clock.at(timezone.now()):
        response = Client().get(urlsplit(url).path)
    assert response.status_code == 200, url
    return response.content


def given_out(certificate):
    return json.loads(fetch(f"/verify/{certificate.code}/credential.json"))


def verdict(document):
    """The library's: "good", or why not. It fetches keys and lists by their addresses."""
    try:
        OB3LdpVerifier.for_issuer_did("did:web:localhost%3A8000").verify(document, check_status=True, download=fetch)
    except OB3VerificationError as error:
        return str(error)
    return "good"


def test_credential_passes_a_verifier_that_is_not_ours(certificate):
    found = OB3LdpVerifier().verify(given_out(certificate), check_status=True, download=fetch)

    assert found.issuer.id == "did:web:localhost%3A8000"
    assert found.achievement.name == "川崎ものづくりブランド / Kawasaki Monozukuri Brand"
    assert verdict(given_out(certificate)) == "good"


def test_credential_tells_the_facts_and_no_person(certificate):
    document = given_out(certificate)

    subject = document["credentialSubject"]
    assert (subject["licenseNumber"], subject["identifier"][0]["identityHash"]) == (certificate.number, certificate.holder_ja)
    assert document["description"] == f"{certificate.name_ja} ({certificate.number})"
    owner = certificate.decision.application.created_by
    assert [word for word in (owner.name, owner.email) if word in json.dumps(document, ensure_ascii=False)] == []


def test_specimen_says_so_where_a_wallet_shows_it(certificate):
    certificate.specimen = True

    assert credentials.credential(certificate)["name"].startswith("見本（何も証明しません） / Specimen, attests nothing: ")


def leaves(document, path=()):
    """Every place of a document where a value stands."""
    if isinstance(document, dict):
        return [leaf for name, part in document.items() for leaf in leaves(part, (*path, name))]
    if isinstance(document, list):
        return [leaf for number, part in enumerate(document) for leaf in leaves(part, (*path, number))]
    return [path]


def changed_at(document, path, value):
    other = copy.deepcopy(document)
    part = other
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    return other


def at(document, path):
    for step in path:
        document = document[step]
    return document


def test_no_value_can_be_changed(certificate):
    document = given_out(certificate)
    key = signing.from_multikey(SigningKey.objects.get().multikey)

    assert data_integrity.is_secured_by(document, key)
    for path in leaves(document):
        value = at(document, path)
        other = changed_at(document, path, (not value) if isinstance(value, bool) else f"{value}0")
        assert (path, verdict(other) == "good") == (path, False)
        assert (path, data_integrity.is_secured_by(other, key)) == (path, False)


@pytest.mark.parametrize("path", [("validUntil",), ("credentialStatus",), ("proof",), ("credentialSubject", "licenseNumber")])
def test_no_part_can_be_taken_away(certificate, path):
    document = given_out(certificate)
    part = at(document, path[:-1])
    del part[path[-1]]

    assert verdict(document) != "good"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_byte_can_be_changed(certificate, data):
    """By the fingerprint that we keep, and by the library: what still reads as the same document is the same document."""
    text = bytearray(fetch(f"/verify/{certificate.code}/credential.json"))
    spot = data.draw(st.integers(0, len(text) - 1))
    text[spot] ^= data.draw(st.integers(1, 255))

    try:
        other = credentials.read(bytes(text))
    except credentials.NotWhole:
        return
    same = other == given_out(certificate)
    assert IssuedFile.objects.filter(fingerprint=credentials.fingerprint(other)).exists() == same
    assert (verdict(other) == "good") == same


@pytest.mark.parametrize(
    ("data", "whole"),
    [
        (b'{"a": 1}', True),
        (b'\xef\xbb\xbf{"a": 1}', True),
        (b'{"a": 1, "a": 2}', False),
        (b'{"a": NaN}', False),
        (b"[1]", False),
        (b"{", False),
        (b"\xff\xfe", False),
        (b"[" * 100_000, False),
    ],
    ids=["plain", "mark", "twice", "no number", "list", "broken", "bytes", "deep"],
)
def test_only_a_whole_object_is_read(data, whole):
    try:
        credentials.read(data)
        read = True
    except credentials.NotWhole:
        read = False

    assert read == whole


def test_layout_changes_no_fingerprint():
    one, other = b'{"a": [1, "x"], "b": {}}', b'{\n  "b": {},\n  "a": [1,"x"]\n}'

    assert credentials.fingerprint(credentials.read(one)) == credentials.fingerprint(credentials.read(other))


def office(role):
    return Program.objects.get().roles.get(role=role).user


def test_suspension_shows_in_its_list_and_ends(certificate):
    with clock.at(issuing.RELEASED):
        certificates.suspend(certificate, reason_class="safety", reason=REASON, by=office("secretariat"))
    suspended = verdict(given_out(certificate))
    with clock.at(issuing.RELEASED):
        certificates.reinstate(certificate, by=office("secretariat"))

    assert "'suspension' is set" in suspended
    assert verdict(given_out(certificate)) == "good"


@pytest.mark.parametrize("state", ["withdrawn", "surrendered", "void"])
def test_what_is_over_shows_in_the_other_list(certificate, state):
    document = given_out(certificate)
    Certificate.objects.update(state=state)

    assert "'revocation' is set" in verdict(document)


def test_term_that_was_ended_early_shows_although_the_credential_says_otherwise(certificate):
    document = given_out(certificate)
    Certificate.objects.update(valid_until=TODAY - timedelta(days=1))

    assert "'revocation' is set" in verdict(document)


def test_term_over_is_told_by_the_credential_itself(certificate):
    over = TODAY - timedelta(days=2)
    Certificate.objects.update(valid_from=over - timedelta(days=9), issued_on=over - timedelta(days=9), valid_until=over)
    certificate.refresh_from_db()
    proofs.issue_credential(certificate)

    assert "expired" in verdict(given_out(certificate)).lower()


def test_list_marks_nobody_else(certificate):
    Certificate.objects.filter(pk=certificate.pk).update(state="suspended")
    address = given_out(certificate)["credentialStatus"][1]
    token = fetch(address["statusListCredential"]).decode()
    payload = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))

    assert payload["credentialSubject"]["encodedList"] == status_lists.encoded([certificate.pk])
    assert (address["statusPurpose"], address["statusListIndex"]) == ("suspension", str(certificate.pk))


@pytest.mark.parametrize("path", ["revocation/7", "nothing/0", "revocation/99999999999999999999999"])
def test_list_of_nobody_is_not_found(certificate, client, path):
    assert client.get(f"/credentials/status/{path}").status_code == 404


def test_new_key_signs_and_the_old_one_still_proves(certificate, settings, tmp_path):
    before = given_out(certificate)
    settings.SIGNING_KEY_FILE = tmp_path / "second.pem"
    Certificate.objects.update(name_en="Renamed")
    certificate.refresh_from_db()
    proofs.issue_credential(certificate)

    after = given_out(certificate)
    assert before["proof"]["verificationMethod"] != after["proof"]["verificationMethod"]
    assert (verdict(before), verdict(after)) == ("good", "good")


def test_compromised_key_proves_nothing_and_its_credentials_are_signed_anew(certificate, settings, tmp_path):
    before = given_out(certificate)
    settings.SIGNING_KEY_FILE = tmp_path / "second.pem"
    proofs.tell_compromised(SigningKey.objects.get(), by=None)
    sign_missing_credentials.call()

    assert verdict(before) != "good"
    assert verdict(given_out(certificate)) == "good"


def test_same_facts_are_signed_once(certificate):
    proofs.issue_credential(certificate)

    assert IssuedFile.objects.credentials().count() == 1


def test_credential_waits_for_the_worker_and_is_gone_with_a_release_called_back(certificate, client):
    Certificate.objects.update(state="void")
    assert client.get(f"/verify/{certificate.code}/credential.json").status_code == 404


def test_machines_of_other_sites_may_read(certificate, client):
    level = certificate.level
    answers = [
        client.get(path)
        for path in (
            "/.well-known/did.json",
            f"/verify/{certificate.code}/credential.json",
            "/credentials/status/revocation/0",
            f"/credentials/achievements/{level.program.slug}/{level.code}",
        )
    ]

    assert [answer.headers["Access-Control-Allow-Origin"] for answer in answers] == ["*"] * 4
    assert [answer.headers["Cache-Control"] for answer in answers] == ["public, max-age=60"] * 4
    assert answers[3].json()["id"] == f"http://localhost:8000/credentials/achievements/{level.program.slug}/{level.code}"


def test_nobody_signed_in_may_call_a_key_compromised(certificate):
    with pytest.raises(PermissionDenied):
        proofs.tell_compromised(SigningKey.objects.get(), by=making.person("somebody"))
