"""A file that somebody drops: known to the byte or to the value, in every state and language; changed ones are found out."""

import io
import json
import re

import pikepdf
import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certifications.actions import certificates, proofs
from certifications.models import Certificate, IssuedFile, Program
from certifications.recognition import recognize
from certifications.views.proofs import MOST_BYTES
from home import clock
from home.models import StoredFile
from tests.certifications import issuing, making

pytestmark = pytest.mark.usefixtures("after_release")


@pytest.fixture
def certificate(db):
    with clock.at(making.DURING):
        issued = issuing.released_round("monozukuri-brand")[0]
    with clock.at(issuing.RELEASED):
        certificates.render(issued)
    return Certificate.objects.select_related("pdf", "program").get()


def paper(certificate):
    with storages["private"].open(certificate.pdf.path) as file:
        return file.read()


def credential(certificate):
    return certificate.issued_files.credentials().newest().text.encode()


def asked(data, language="ja", name="certificate.pdf"):
    return Client().post(f"/verify/file/?lang={language}", {"file": SimpleUploadedFile(name, data)})


def words(response):
    return re.sub(r"\s+", " ", response.content.decode())


def office(role):
    return Program.objects.get().roles.get(role=role).user


STATES = {
    "valid": {"ja": "有効です", "en": "Valid", "zh-hans": "有效"},
    "suspended": {"ja": "効力停止中です", "en": "Suspended", "zh-hans": "暂停效力"},
    "withdrawn": {"ja": "取り消されました", "en": "Withdrawn", "zh-hans": "已撤销"},
    "surrendered": {"ja": "返納されました", "en": "Given back", "zh-hans": "已交还"},
    "expired": {"ja": "期限が切れています", "en": "Expired", "zh-hans": "已过期"},
}
GENUINE = {
    "ja": "市が発行したとおりのファイルです",
    "en": "The file is unchanged: the city issued it exactly so",
    "zh-hans": "文件未经改动，与本市签发的完全一致",
}


def bring_into(state, certificate):
    if state == "expired":
        Certificate.objects.update(valid_from="2020-01-01", valid_until="2026-01-01")
    elif state != "valid":
        Certificate.objects.update(state=state)


@pytest.mark.parametrize("language", ["ja", "en", "zh-hans"])
@pytest.mark.parametrize("state", STATES)
def test_issued_file_is_told_with_its_state(certificate, state, language):
    bring_into(state, certificate)

    for data in (paper(certificate), credential(certificate)):
        response = asked(data, language)

        page = words(response)
        assert (response.status_code, f'<html lang="{language}">' in page, GENUINE[language] in page) == (200, True, True)
        assert f"<span>{STATES[state][language]}</span></h2>" in page
        assert certificate.number in page


def test_older_edition_is_genuine_and_said_to_be_older(certificate):
    before = paper(certificate), credential(certificate)
    Certificate.objects.update(name_en="Renamed")
    with clock.at(issuing.RELEASED.replace(day=20)):
        certificates.render(Certificate.objects.get())

    for data in before:
        assert "市が発行したファイルですが、新しいものに替わっています" in words(asked(data))


def test_layout_of_a_credential_does_not_matter(certificate):
    document = json.loads(credential(certificate))
    other = json.dumps(dict(reversed(document.items())), separators=(",", ":")).encode()

    assert GENUINE["ja"] in words(asked(other, name="saved.json"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_paper_with_any_other_byte_is_not_ours(certificate, data):
    changed = bytearray(paper(certificate))
    changed[data.draw(st.integers(0, len(changed) - 1))] ^= data.draw(st.integers(1, 255))

    assert recognize(bytes(changed)).file is None


def test_changed_paper_is_found_out_and_leads_to_the_answer(certificate):
    changed = paper(certificate).replace(b"%%EOF", b"%%EOF\n% one more line")

    page = words(asked(changed))

    assert "このファイルは、市が発行したものと異なります" in page
    assert f'href="/verify/{certificate.code}/"' in page
    assert f'href="/verify/{certificate.code}/?lang=en"' in words(asked(changed, "en"))


def test_paper_saved_by_another_program_is_not_the_citys_file(certificate):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper(certificate))) as pdf:
        pdf.save(out, linearize=True)

    assert recognize(out.getvalue()).file is None


def test_changed_credential_is_found_out(certificate):
    document = json.loads(credential(certificate))
    document["credentialSubject"]["licenseNumber"] = "KMB-2026-999"

    assert "このファイルは、市が発行したものと異なります" in words(asked(json.dumps(document).encode()))


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 something else", b"{", b'{"a": 1}', b"\x00" * 1000, b"PK\x03\x04", "証".encode("utf-16")]
)
def test_strange_file_is_nobodys(certificate, data):
    response = asked(data)

    assert (response.status_code, "市が発行したファイルではありません" in words(response)) == (200, True)


def test_file_of_a_release_that_was_called_back_is_nobodys(certificate):
    drawn = paper(certificate)
    Certificate.objects.update(state="void")

    assert "市が発行したファイルではありません" in words(asked(drawn))


def test_nothing_or_too_much_is_asked_again(certificate):
    missing, empty, large = Client().post("/verify/file/"), asked(b""), asked(b"x" * (MOST_BYTES + 1))

    assert [missing.status_code, empty.status_code, large.status_code] == [400, 400, 413]
    assert ["ファイルを選" in words(each) for each in (missing, empty)] == [True, True]
    assert "ファイルが大きすぎます" in words(large)


def test_file_is_never_kept(certificate, settings):
    before = StoredFile.objects.count(), IssuedFile.objects.count()

    response = asked(b"%PDF-1.7" + b"x" * 2_000_000)

    assert (StoredFile.objects.count(), IssuedFile.objects.count()) == before
    assert (response.cookies, response.headers["Cache-Control"]) == (
        {},
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )


@pytest.mark.parametrize("data", [b'{"a": ' + b"9" * 5_000 + b"}", b'{"a": NaN}', b'{"a": 1, "a": 2}', b"{" * 100_000, b"[1]"])
def test_a_document_that_cannot_be_read_is_unknown(db, data):
    response = asked(data, name="credential.json")

    assert (response.status_code, response.context["file_problem"]) == (200, "unknown")


def test_address_of_the_answer_leads_back_to_the_question(client, db):
    assert client.get("/verify/file/?lang=en").headers["Location"] == "/verify/?lang=en"


def test_form_needs_no_token(certificate):
    strict = Client(enforce_csrf_checks=True)

    response = strict.post("/verify/file/", {"file": SimpleUploadedFile("a.pdf", paper(certificate))})

    assert response.status_code == 200


def test_paper_drawn_again_is_noted_once(certificate):
    proofs.note_paper(certificate, paper(certificate))

    assert IssuedFile.objects.papers().count() == 1
