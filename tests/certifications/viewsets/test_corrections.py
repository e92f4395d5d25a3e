"""Corrections at the desk: an open request is amended and taken back; the form asks the same however many questions there are."""

from datetime import timedelta

import pytest
from django.urls import reverse

from certifications.actions import corrections
from certifications.viewsets.correction_forms import CorrectionForm
from tests.certifications import making
from tests.certifications.deciding import again

pytestmark = pytest.mark.django_db
LATER = making.DUE + timedelta(days=7)


def address(application, verb):
    return reverse(f"cases:{verb}", args=[application.public_id])


@pytest.fixture
def keys(submitted):
    return [str(key) for key in submitted.form_version.questions.order_by("order").values_list("key", flat=True)]


@pytest.fixture
def asked(submitted, secretary, keys):
    corrections.request(submitted, {keys[0]: "型番を加えてください。"}, due_on=making.DUE, by=secretary)
    return again(submitted)


def test_a_request_is_amended_at_the_desk(at_desk, asked, secretary, keys):
    client = at_desk(secretary)
    page = client.get(address(asked, "amend_corrections"))
    item = asked.correction_requests.get().items.get()

    sent = client.post(
        address(asked, "amend_corrections"), {"due_on": LATER.isoformat(), "remove": [item.pk], keys[2]: "短くしてください。"}
    )

    row = asked.correction_requests.get()
    assert f'value="{making.DUE.isoformat()}"' in page.content.decode()
    assert (sent.status_code, row.due_on, [str(each.key) for each in row.items.all()]) == (302, LATER, [keys[2]])


def test_a_point_that_was_answered_is_not_offered_to_be_taken_out(at_desk, asked, secretary, owner):
    item = asked.correction_requests.get().items.get()
    corrections.reply(item, text="型番はありません。", by=owner)

    page = at_desk(secretary).get(address(asked, "amend_corrections"))
    refused = at_desk(secretary).post(address(asked, "amend_corrections"), {"due_on": LATER.isoformat(), "remove": [item.pk]})

    assert (list(page.context["form"].fields["remove"].choices), page.context["form"].answered) == ([], 1)
    assert (refused.status_code, again(item).reply) == (200, "型番はありません。")


def test_a_request_is_taken_back_at_the_desk(at_desk, asked, secretary):
    client = at_desk(secretary)

    without = client.post(address(asked, "cancel_corrections"), {"reason": ""})
    done = client.post(address(asked, "cancel_corrections"), {"reason": "取り違え"})
    then = client.get(address(asked, "cancel_corrections"))

    assert (without.status_code, done.status_code, then.status_code) == (200, 302, 302)
    assert again(asked).state == "submitted"


@pytest.mark.parametrize("marked", [1, 3])
def test_the_form_asks_the_same_however_many_questions_are_marked(submitted, keys, marked, django_assert_num_queries):
    case = again(submitted)

    with django_assert_num_queries(7):  # form, round, program, fields; questions; the names; answers
        form = CorrectionForm(application=case, marked=keys[:marked])

    assert len(form.points) == marked
