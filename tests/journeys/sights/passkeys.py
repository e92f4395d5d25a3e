"""Pages about a passkey that somebody has: made of a key of our own, as a browser would have sent it."""

from hashlib import sha256

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric import ec
from django.urls import reverse
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

from organizations.models import User
from tests.journeys.sights.sight import Sight, sending

KEEPER = "keeper@people.example"


def credential():
    """What a browser says of a new key that knows its owner."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    made = AttestedCredentialData.create(Aaguid(bytes(16)), bytes(range(16)), key)
    flags = AuthenticatorData.FLAG.AT | AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV
    data = AuthenticatorData.create(sha256(b"city.example").digest(), flags, 0, made)
    asked = b'{"type":"webauthn.create","challenge":"AA","origin":"https://city.example"}'
    response = {
        "clientDataJSON": websafe_encode(asked),
        "attestationObject": websafe_encode(bytes(AttestationObject.create("none", data, {}))),
    }
    name = websafe_encode(made.credential_id)
    told = {"clientExtensionResults": {"credProps": {"rk": True}}, "type": "public-key", "response": response}
    return {"id": name, "rawId": name} | told


def kept():
    """Somebody's passkey."""
    person, made = User.objects.get_or_create(email=KEEPER, defaults={"name": "鍵山 守"})
    if made:
        EmailAddress.objects.create(user=person, email=KEEPER, verified=True, primary=True)
        WebAuthn.add(person, "この端末", credential())
    return Authenticator.objects.get(user=person)


def sights():
    """The list with one, its name, taking it away, and being asked for it."""
    key = kept()
    edit = reverse("mfa_edit_webauthn", args=[key.pk])
    yield Sight("mfa_list_webauthn", reverse("mfa_list_webauthn"), who=KEEPER)
    yield Sight("mfa_edit_webauthn", edit, who=KEEPER)
    yield Sight("mfa_edit_webauthn", edit, "with errors", who=KEEPER, do=sending(name=""))
    yield Sight("mfa_remove_webauthn", reverse("mfa_remove_webauthn", args=[key.pk]), who=KEEPER)
    yield Sight("mfa_reauthenticate_webauthn", reverse("mfa_reauthenticate_webauthn"), who=KEEPER)
