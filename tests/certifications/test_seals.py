"""The live seal: what it shows in each state and language, and that it carries nothing but its picture."""

import xml.etree.ElementTree as ET

import pytest

from certifications import seals
from certifications.actions import certificates
from certifications.models import Certificate, Program
from home import clock
from tests.certifications import issuing, making

pytestmark = pytest.mark.usefixtures("after_release")
REASON = {"ja": "確認のため", "en": "To check it", "zh": "为核实情况"}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def certificate(db):
    with clock.at(making.DURING):
        return issuing.released_round("kis", name='軽い<車いす> & "とても長い名前の移動支援機器" ' + "あ" * 60)[0]


def seal(client, certificate, language="ja"):
    return client.get(f"/verify/{certificate.code}/seal.svg?lang={language}")


def words(response):
    return [node.text for node in ET.fromstring(response.content).iter(f"{SVG}text")]


@pytest.mark.parametrize(("language", "label"), [("ja", "有効です"), ("en", "Valid"), ("zh-hans", "有效")])
def test_seal_tells_program_name_number_and_state(certificate, client, language, label):
    found = words(seal(client, certificate, language))

    assert found[2:] == [certificate.number, label]
    assert (certificate.name_ja.startswith(found[1].rstrip("…")), found[1].endswith("…")) == (True, True)


def test_seal_changes_when_the_certificate_is_suspended(certificate, client):
    before = seal(client, certificate)
    certificates.suspend(
        certificate, reason_class="safety", reason=REASON, by=Program.objects.get().roles.get(role="secretariat").user
    )
    after = client.get(f"/verify/{certificate.code}/seal.svg", headers={"if-none-match": before.headers["ETag"]})

    assert (words(before)[-1], words(after)[-1]) == ("有効です", "効力停止中です")
    again = client.get(f"/verify/{certificate.code}/seal.svg", headers={"if-none-match": after.headers["ETag"]})
    assert again.status_code == 304


def test_seal_may_be_kept_for_a_minute_and_shown_anywhere(certificate, client):
    headers = seal(client, certificate).headers

    assert (headers["Cache-Control"], headers["Content-Type"]) == ("public, max-age=60", "image/svg+xml")
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in headers


def test_seal_has_no_script_style_or_foreign_address(certificate, client):
    root = ET.fromstring(seal(client, certificate).content)

    assert {node.tag.removeprefix(SVG) for node in root.iter()} <= {"svg", "title", "rect", "path", "g", "text"}
    assert [name for node in root.iter() for name in node.attrib if name.startswith("on") or name in {"style", "href"}] == []


def test_words_of_the_seal_stay_within_it(certificate, client):
    widths = [
        float(node.attrib["font-size"]) * seals._width(node.text)
        for node in ET.fromstring(seal(client, certificate).content).iter(f"{SVG}text")
    ]

    assert max(widths) <= seals.ROOM


def test_specimen_says_so(certificate, client):
    Certificate.objects.update(specimen=True)

    assert words(seal(client, certificate))[-1] == "見本: 有効です"


def test_unknown_code_has_no_seal(certificate, client):
    Certificate.objects.update(state="void")

    assert seal(client, certificate).status_code == 404


def test_holder_finds_what_to_copy(certificate, client):
    application = certificate.decision.application
    client.force_login(issuing.holder(certificate))

    page = client.get(f"/applications/{application.public_id}/").content.decode()

    here = f"http://localhost:8000/verify/{certificate.code}/"
    assert f"&lt;a href=&quot;{here}&quot;&gt;&lt;img src=&quot;{here}seal.svg&quot;" in page
    assert f'href="/verify/{certificate.code}/credential.json"' in page
