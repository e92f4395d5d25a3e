"""What the administrator finds on her dashboard."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.utils import translation
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from home import clock
from home.models import Letter
from organizations import due_today
from organizations.actions import roles


@pytest.fixture(autouse=True)
def in_english(noon):
    with translation.override("en"):
        yield


@pytest.fixture
def administrator(make_person):
    person = make_person("administrator")
    roles.grant(person, "administrator", by=None)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    return person


def failed(path, days):
    at = clock.now() - timedelta(days=days)
    DBTaskResult.objects.create(
        task_path=path, status=TaskResultStatus.FAILED, finished_at=at, backend_name="default", run_after=at,
        args_kwargs={"args": [], "kwargs": {}},
    )  # fmt: skip


def undelivered(number, about, recipient=None):
    return Letter.objects.create(
        key=str(number), kind="x", about=about, recipient=recipient, address="new@company.example", subject=f"letter {number}",
        text="x", state="failed", created_at=clock.now(), due_at=clock.now(),
    )  # fmt: skip


def test_failed_jobs_and_letters_of_accounts_stand_there_and_letters_of_cases_do_not(administrator, owner):
    for days in (1, 2, 31):
        failed("home.tasks.deliver_letters", days)
    undelivered(1, "", owner)
    undelivered(2, "organization:1")
    undelivered(3, "application:1", owner)

    today = due_today.of(administrator)

    assert [(each.title, bool(each.url)) for each in today.due] == [
        ("failed job: home.tasks.deliver_letters", False),
        ("letter 1 (new@company.example)", True),
        ("letter 2 (new@company.example)", False),
    ]
    assert [number for number, _words in today.figures] == [2, 2, 0]


@pytest.mark.parametrize(("required", "names"), [(True, ["editor"]), (False, [])])
def test_who_lacks_a_second_factor_is_named_where_one_is_asked_for(administrator, make_person, owner, settings, required, names):
    settings.SECOND_FACTOR_REQUIRED = required
    for name in ("editor", "gone", "done"):
        person = make_person(name, is_active=name != "gone")
        roles.grant(person, "editor", by=None)
        if name == "done":
            Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data={})

    assert [each.title for each in due_today.of(administrator).due] == names


def test_nobody_else_is_told(owner, make_person):
    editor = make_person("editor")
    roles.grant(editor, "editor", by=None)

    assert [due_today.of(person) for person in (owner, editor)] == [None, None]
