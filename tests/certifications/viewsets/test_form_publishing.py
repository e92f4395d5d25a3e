"""The desk of forms: files that go out and come in, and editions that a running round takes up."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from certifications.actions import form_versions
from certifications.models import FormVersion
from tests.certifications import making
from tests.certifications.viewsets.test_form_editor import address, labels, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(program, secretary):
    """An empty edition that is being written."""
    return form_versions.begin(program, empty=True, by=secretary)


def test_a_form_goes_out_as_a_file_and_comes_back_with_its_keys(at_desk, program, edition, secretary):
    client, edition = at_desk(secretary), written(edition, secretary)
    keys = [str(key) for key in edition.questions.values_list("key", flat=True)]

    file = client.get(address("export", edition.pk)).content
    client.post(address("discard", edition.pk), {"row_version": edition.row_version})
    upload = SimpleUploadedFile("form.json", file, content_type="application/json")
    client.post(address("add"), {"program": program.pk, "source": "file", "file": upload})

    again = FormVersion.objects.get(program=program, published_at=None)
    assert [str(key) for key in again.questions.values_list("key", flat=True)] == keys
    assert labels(again) == ["会社名", "業種", "海外拠点", "拠点の国", "写真"]


def test_a_wrong_file_is_explained_by_line_and_field(at_desk, program, secretary):
    client = at_desk(secretary)
    data = {"sections": [{"code": "one", "title": {"ja": "一"}}], "questions": [{"key": "x", "section": "two", "kind": "essay"}]}
    text = json.dumps(data, ensure_ascii=False, indent=1)

    response = client.post(
        address("add"), {"program": program.pk, "source": "file", "file": SimpleUploadedFile("f.json", text.encode())}
    )

    errors = " ".join(response.context["form"].errors["file"])
    assert all(
        place in errors for place in ("questions[1].key", "questions[1].section", "questions[1].kind", "questions[1].label")
    )
    assert not FormVersion.objects.filter(published_at=None).exists()


def test_a_round_takes_up_an_edition_after_its_plan_was_read(at_desk, open_round, program, secretary, draft):
    client = at_desk(secretary)
    edition = form_versions.begin(program, by=secretary)
    gone = edition.questions.filter(kind="long_text").first()
    form_versions.remove_question(edition, str(gone.key), row_version=1, by=secretary)
    edition = form_versions.publish(edition, row_version=2, by=secretary)
    url = f"{address('plan', edition.pk)}?round={open_round.public_id}"

    page = client.get(url)
    client.post(url, {"seen_as": page.context["form"]["seen_as"].value()})

    draft.refresh_from_db()
    open_round.refresh_from_db()
    changes = [(row["before"], row["change"]) for row in page.context["changes"]]
    assert changes == [(gone.label_ja, "廃止")]
    assert page.context["plan"].drafts == 1
    assert (open_round.form_version, draft.form_version) == (edition, edition)


def test_a_plan_for_a_round_of_another_program_is_not_found(at_desk, open_round, program, secretary):
    client = at_desk(secretary)
    other_program = making.program("meister")
    other = making.published_round(other_program, making.office(other_program, "meister-secretary"))
    edition = form_versions.begin(program, by=secretary)
    edition = form_versions.publish(edition, row_version=1, by=secretary)

    answers = [client.get(f"{address('plan', edition.pk)}?round={wanted}") for wanted in (other.public_id, "", "x")]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
