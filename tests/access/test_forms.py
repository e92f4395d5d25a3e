"""What browsers may be made to do with forms: forged ones, GETs that change, fields that nobody asked for."""

import re

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from certifications.models import Application, Criterion, Question, Section
from organizations.models import Membership, User
from tests.access import addresses, snapshots, sweep
from tests.access.test_matrix import MATRIX
from tests.access.worlds import STAGES

APPS = ("home", "organizations", "payments", "events", "certifications", "matching", "brands")
# A message is read by being shown, and the desk shows the thread on the case's page.
READ_BY_LOOKING = {
    "certifications.message.read_at",
    *(f"certifications.messagereading.{name}" for name in ("id", "message_id", "reader_id", "read_at")),
}


def snapshot():
    """All rows of our own tables as plain values."""
    rows = {}
    for label in APPS:
        for model in set(apps.get_app_config(label).get_models()) - {Question, Section, Criterion}:
            fields = [field.attname for field in model._meta.concrete_fields]
            for values in model._default_manager.order_by().values_list("pk", *fields):
                rows[model._meta.label_lower, values[0]] = dict(zip(fields, values[1:], strict=True))
    return rows


def changes(before, after):
    """Names of the fields that differ ("app.model.field"); a row that came or went counts with all its fields."""
    found = set()
    for key in before.keys() | after.keys():
        old, new = before.get(key, {}), after.get(key, {})
        found |= {f"{key[0]}.{name}" for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    return found


def counters():
    """Where PostgreSQL's sequences stand; they do not go back when a transaction does."""
    if connection.vendor != "postgresql":
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT schemaname || '.' || sequencename, COALESCE(last_value, 0) FROM pg_sequences")
        return dict(cursor.fetchall())


def set_back(stands):
    """Numbers new rows again from where the counters stood, so that two effects can be laid side by side."""
    with connection.cursor() as cursor:
        for name, value in stands.items():
            cursor.execute("SELECT setval(%s::regclass, %s, %s)", [name, max(value, 1), value > 0])


def effect(request, client, before):
    """The answer, and all rows after the request; undone."""
    stands = counters()
    with sweep.undone():
        with snapshots.written() as written:
            response = request.sent_by(client)
        after = snapshot() if written else before
    set_back(stands)
    return response, after


def test_what_writes_is_heard(world, db):
    with snapshots.written() as nothing:
        list(User.objects.select_for_update())
    with snapshots.written() as something:
        User.objects.filter(pk=world.people["owner"].pk).update(name="別人")

    assert nothing == []
    assert len(something) == 1


def requests_of(world, stages, *, method):
    for stage in stages:
        with world.during(stage) as case:
            for request in addresses.everything(world, case):
                if request.method == method:
                    yield stage, request


# Methods and tokens


@pytest.mark.parametrize("role", ["owner", "secretary", "approver", "judge", "administrator"])
def test_looking_changes_nothing(world, enter, role):
    """Every page that the matrix opens for her, in the latest stage in which it does."""
    before, found, shown = snapshot(), {}, set()

    for stage, request in requests_of(world, STAGES[::-1], method="GET"):
        if request.name in shown or MATRIX[request.name, stage, role] != "R":
            continue
        with world.during(stage), sweep.undone():
            with snapshots.written() as written:
                response = request.sent_by(enter(role))
            if response.status_code == 202:
                continue
            shown.add(request.name)
            if response.status_code != 200:
                found[request.name] = response.status_code
            elif written and (changed := changes(before, snapshot()) - READ_BY_LOOKING):
                found[request.name] = changed

    assert found == {}
    assert len(shown) >= 3


@pytest.mark.parametrize("role", ["owner", "secretary"])
def test_forged_form_is_refused_everywhere(world, enter, role):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(world.person(role))
    found, asked = [], set()

    for stage, request in requests_of(world, STAGES, method="POST"):
        if request.name in asked:  # the token is asked for before anybody looks at the case
            continue
        with world.during(stage), sweep.undone():
            response = client.post(request.path, request.data, headers={"origin": "https://evil.example"}) \
                if not request.content_type \
                else client.post(request.path, request.data, content_type="text/plain")  # fmt: skip
            asked.add(request.name)
            if response.status_code != 403:
                found.append((request.name, response.status_code))

    assert found == []
    assert len(asked) > 100


def test_all_our_posts_need_the_token_of_an_account_too(world, enter):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.person("owner"))
    names = ["account_logout", "account_email", "account_change_password", "organizations:profile", "organizations:register"]

    answers = {name: client.post(reverse(name), {"x": "y"}).status_code for name in names}
    anonymous = {n: Client(enforce_csrf_checks=True).post(reverse(n)).status_code for n in ("account_login", "account_signup")}

    assert set((answers | anonymous).values()) == {403}


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_unknown(world, enter, method):
    found = set()

    for _stage, request in requests_of(world, ["submitted"], method="GET"):
        if request.path.startswith("/admin/") or "/tickets/" in request.path:  # uploads in pieces know PATCH and DELETE
            continue
        with sweep.undone():
            found.add(getattr(enter("owner"), method)(request.path).status_code)

    assert found <= {404, 405}
    assert 405 in found


def test_signing_out_needs_a_post(world, enter):
    for path in ("/account/logout/", "/admin/logout/"):
        client = enter("secretary")
        client.get(path)
        assert "_auth_user_id" in client.session


# Mass assignment

EXTRA = {
    "id": "1", "pk": "1", "public_id": "00000000-0000-0000-0000-000000000001", "state": "decided", "status": "certified",
    "receipt_number": "X-1", "submitted_at": "2020-01-01", "organization": "2", "organization_id": "2", "person": "1",
    "person_id": "1", "team": "1", "round": "1", "round_id": "1", "subject": "1", "created_by": "1", "by": "1", "user": "1",
    "row_version_": "9", "version_": "9", "is_staff": "on", "is_superuser": "on", "groups": "1", "owner": "1",
    "from_office": "on",
    "author": "1", "read_at": "2020-01-01", "drafted_by": "1", "approved_by": "1", "released_at": "2020-01-01",
    "bundle_hash": "0", "row": "1", "assigned_by": "1", "source": "record", "recorded_by": "1", "fee_yen": "0", "blind": "on",
    "announces_at": "2020-01-01", "closes_at": "2099-01-01", "organization_ptr": "1", "accepted_at": "2020-01-01",
    "token_hash": "0", "corporate_number_": "1", "created_at": "2020-01-01", "specimen": "", "rules": "{}",
}  # fmt: skip
RANDOM = re.compile(r"^(?:home\.letter\.(?:public_id|text|key)|.*\.public_id|organizations\.invitation\.token_hash)$")


def settled(before, after):
    """What a request has changed, without ids and tokens that are drawn anew each time."""
    found = set()
    for key in before.keys() | after.keys():
        old, new = before.get(key, {}), after.get(key, {})
        for name in old.keys() | new.keys():
            if old.get(name) != new.get(name) and not RANDOM.match(f"{key[0]}.{name}"):
                found.add((key, name, str(new.get(name))))
    return found


@pytest.mark.parametrize(("role", "stages"), [
    ("owner", ["draft", "submitted", "correction"]), ("judge", ["judging"]), ("secretary", ["submitted", "deciding"]),
    ("approver", ["deciding"]), ("administrator", ["draft"]),
])  # fmt: skip
def test_fields_that_nobody_asked_for_have_no_effect(world, enter, role, stages):
    found, asked, before = [], 0, snapshot()

    for stage, request in requests_of(world, stages, method="POST"):
        if request.content_type or MATRIX[request.name, stage, role] != "X":
            continue
        with world.during(stage):
            response, after = effect(request, enter(role), before)
            if sweep.letter(response) != "X":
                found.append((request.name, sweep.letter(response)))
            asked += 1
            widened = addresses.Request(request.name, request.path, "POST", {**EXTRA, **request.data})
            _response, then = effect(widened, enter(role), before)
            if settled(before, after) != settled(before, then):
                found.append((request.name, settled(before, after) ^ settled(before, then)))

    assert found == []
    assert asked >= 1


def test_profile_and_registration_take_only_their_own_fields(world, enter):
    person = world.person("owner")

    enter("owner").post("/my/profile/", {"name": "新しい名", "name_kana": "", "language": "en", **EXTRA, "email": "x@x.example"})
    enter("owner").post("/my/organizations/new/", {"name_ja": "新会社", "name_kana": "シンカイシャ", "kind": "sme", **EXTRA})

    fresh = User.objects.get(pk=person.pk)
    assert (fresh.name, fresh.email, fresh.is_staff, fresh.is_superuser) == ("新しい名", person.email, False, False)
    assert fresh.groups.count() == 0
    assert str(Membership.objects.latest("pk").organization.public_id) != EXTRA["public_id"]


def test_application_is_begun_for_nobody_else(world, enter):
    path = "/programs/kis/apply/"
    count = Application.objects.count()

    for applicant in (f"organization:{world.other_company.public_id}", "person", "team", "organization:1"):
        response = enter("owner").post(path, {"applicant": applicant, "name_ja": "奪取", "category": "1", **EXTRA})
        assert response.status_code == 400

    assert Application.objects.count() == count


def test_answers_cannot_be_sent_as_something_else(world, enter):
    application, key = world.cases["draft"].application, world.confidential.key
    path = reverse("certifications:answer", args=[application.public_id, key])
    kept = application.answers.get(key=key).value
    bodies = ["", "[]", "{}", "null", '{"value": {"a": 1}, "read_version": 1}', '{"value": "x", "read_version": true}',
              '{"value": 1e999, "read_version": 1}', "[" * 5000, '{"value": ["x", 1], "read_version": 1}']  # fmt: skip

    answers = [enter("owner").post(path, body, content_type="application/json").status_code for body in bodies]

    assert set(answers) == {400}
    assert application.answers.get(key=key).value == kept
