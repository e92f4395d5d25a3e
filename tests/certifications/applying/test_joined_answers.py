"""One field saved by itself while others save it, too."""

import json
from uuid import uuid4

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


def send(client, to, application, row, value, sender, attempt, read_version=0):
    body = {"value": value, "read_version": read_version, "sender": str(sender), "attempt": attempt}
    return client.post(to("answer", application, row.key), json.dumps(body), content_type="application/json")


@pytest.mark.parametrize(("same_window", "expected"), [(True, (200, "ORU-2")), (False, (409, "OR"))])
def test_answer_knows_what_the_same_window_had_saved_without_hearing_of_it(draft, owner, as_user, to, same_window, expected):
    """The connection broke after the server had saved "OR", and the person typed on; her other window knows nothing of it."""
    row = question(draft, "short_text")
    client, first, second = as_user(owner), uuid4(), uuid4()
    send(client, to, draft, row, "OR", first, 1)

    response = send(client, to, draft, row, "ORU-2", first if same_window else second, 2)

    assert (response.status_code, values(draft)[row.key]) == expected


def test_answer_of_an_older_window_does_not_revert_a_newer_text_of_the_same_person(draft, owner, as_user, to):
    row = question(draft, "long_text")
    client, older, newer = as_user(owner), uuid4(), uuid4()
    send(client, to, draft, row, "一。", older, 1)
    send(client, to, draft, row, "一。二。", newer, 1, read_version=1)

    response = send(client, to, draft, row, "零。一。", older, 2)

    assert (response.json()["value"], values(draft)[row.key]) == ("零。一。二。", "零。一。二。")


def test_answer_that_comes_late_does_not_overwrite_what_was_typed_after_it(draft, owner, as_user, to):
    row = question(draft, "short_text")
    client, window = as_user(owner), uuid4()
    send(client, to, draft, row, "ORU-2", window, 2)

    send(client, to, draft, row, "OR", window, 1)

    assert values(draft)[row.key] == "ORU-2"


def test_answer_of_a_colleague_over_ones_own_unheard_one_is_joined_with_what_was_typed_since(draft, owner, editor, as_user, to):
    row = question(draft, "long_text")
    client, window = as_user(owner), uuid4()
    send(client, to, draft, row, "一。", window, 1)
    answering.save(draft, row.key, "一。\n二。", read_version=1, by=editor)

    response = send(client, to, draft, row, "零。一。", window, 2)

    assert (response.status_code, values(draft)[row.key]) == (200, "零。一。\n二。")
