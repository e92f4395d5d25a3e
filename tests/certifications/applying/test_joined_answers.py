"""One field saved by itself while others save it, too."""

import json

import pytest

from certifications.actions import answering

pytestmark = pytest.mark.django_db


def question(application, kind):
    return application.round.form_version.questions.filter(kind=kind).order_by("order")[0]


def values(application):
    return dict(application.answers.values_list("key", "value"))


def save(client, to, application, row, value, read_version=0):
    body = json.dumps({"value": value, "read_version": read_version})
    return client.post(to("answer", application, row.key), body, content_type="application/json")


def test_answer_joins_what_two_people_changed_in_different_places(draft, owner, editor, as_user, to):
    row = question(draft, "long_text")
    answering.save(draft, row.key, "一。二。", read_version=0, by=owner)
    answering.save(draft, row.key, "壱。二。", read_version=1, by=editor)
    client = as_user(owner)

    joined = save(client, to, draft, row, "一。二。三。", 1).json()
    body = json.dumps({"value": "一。二。三。四。", "read_version": joined["version"], "read_value": "一。二。三。"})
    again = client.post(to("answer", draft, row.key), body, content_type="application/json").json()

    assert (joined["value"], joined["joined"]) == ("壱。二。三。", "ほかの方の変更と合わせました")
    assert (again["value"], values(draft)[row.key]) == ("壱。二。三。四。", "壱。二。三。四。")


def test_answer_of_somebody_elses_page_is_not_saved_in_ones_name(draft, owner, editor, as_user, to):
    row = question(draft, "short_text")
    client = as_user(editor)

    found = []
    for writer in (owner, editor):
        body = json.dumps({"value": "ORU", "read_version": 0, "writer": str(writer.pk)})
        found.append(client.post(to("answer", draft, row.key), body, content_type="application/json").json()["state"])

    assert (found, draft.answers.get(key=row.key).changed_by) == (["someone_else", "saved"], editor)


@pytest.mark.parametrize(("sent", "expected"), [([], 409), (["OR"], 200), (["x", "OR"], 200), (["ORU"], 409)])
def test_answer_knows_what_had_arrived_without_an_answer(draft, owner, as_user, to, sent, expected):
    """The connection broke after the server had saved "OR", and the person typed on."""
    row = question(draft, "short_text")
    client = as_user(owner)
    save(client, to, draft, row, "OR")
    body = json.dumps({"value": "ORU-2", "read_version": 0, "sent_values": sent})

    response = client.post(to("answer", draft, row.key), body, content_type="application/json")

    assert response.status_code == expected
