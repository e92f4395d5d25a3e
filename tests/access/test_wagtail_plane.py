"""Web editors and administrators have Wagtail's screens; nothing of a case is on any of them."""

import re

import pytest
from django.apps import apps
from django.urls import reverse
from modelsearch.index import get_indexed_models
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry, PageLogEntry, ReferenceIndex, Revision, RevisionMixin
from wagtail.permissions import policy_registry
from wagtail.snippets.models import get_snippet_models

from certifications.models import Application
from home.desk import DeskPermissionPolicy
from tests.access import sweep
from tests.access.test_canaries import WORD
from tests.access.test_routes import known
from tests.access.worlds import RELEASED

PUBLIC_MODELS = {"ProgramPage", "ProgramIndexPage"}
SEALED_APPS = ("certifications", "payments", "organizations")
# What the public may read of the released case, and so an editor too.
PUBLISHED = {"KANARI-released-subject", "KANARI-released-story", "KANARI-released-public-comment"}
GROUP = re.compile(r"<(\w+):(\w+)>")
REGULAR = re.compile(r"\(\?P<\w+>[^)]*\)|\^|\$")
VALUES = {"app_label": "certifications", "app_name": "certifications", "model_name": "application", "action": "delete",
          "content_type_app_name": "certifications", "content_type_model_name": "application", "object_id": "1",
          "action_name": "publish", "filter_spec": "max-100x100", "key": "1"}  # fmt: skip


def sealed_models():
    """All models of the sealed plane."""
    models = [model for label in SEALED_APPS for model in apps.get_app_config(label).get_models()]
    return [model for model in models if model.__name__ not in PUBLIC_MODELS]


def wagtail_addresses():
    """Every address of Wagtail's own screens, pointed at our records wherever it takes a model or a number."""
    for (pattern, _name), kind in known().items():
        if kind in {"wagtail", "people"} and pattern not in {"admin/failwhale/", "admin/^.*/$", "admin/logout/"}:
            for number in ("1", "2"):
                yield pointed_at(pattern, number)


def pointed_at(pattern, number):
    path = GROUP.sub(lambda found: VALUES.get(found[2], number), pattern)
    return "/" + REGULAR.sub(lambda found: number if found[0].startswith("(") else "", path)


@pytest.mark.parametrize("role", ["web_editor", "administrator"])
def test_no_screen_of_wagtail_tells_of_a_case(world, enter, role):
    client, found, answered = enter(role), set(), 0

    for path in dict.fromkeys(wagtail_addresses()):
        with sweep.undone():
            response = client.get(path)
            answered += response.status_code == 200
            assert response.status_code < 500, path
            words = set(WORD.findall(sweep.body_of(response).decode("utf-8", errors="replace")))
        found |= {(path, word) for word in words - PUBLISHED}

    assert found == set()
    assert answered > (30 if role == "web_editor" else 50)


@pytest.mark.parametrize("role", ["web_editor", "administrator", "auditor"])
@pytest.mark.parametrize("model", ["application", "decision", "review", "message", "attachment", "certificate", "conflict"])
def test_generic_screens_do_not_know_our_models(world, enter, role, model):
    client = enter(role)
    number = str(Application.objects.first().pk)
    paths = [
        reverse("wagtailadmin_editing_sessions:ping", args=["certifications", model, number, 1]),
        reverse("wagtail_bulk_action", args=["certifications", model, "delete"]),
        reverse("wagtailsettings:edit", args=["certifications", model]),
        reverse("wagtailadmin_tag_model_autocomplete", args=["certifications", model]),
        f"/admin/snippets/certifications/{model}/",
        f"/admin/translation/submit/snippet/certifications/{model}/{number}/",
    ]

    answers = {}
    for path in paths:
        with sweep.undone():
            answers[path] = {client.get(path).status_code, client.post(path).status_code}

    assert {path for path, codes in answers.items() if codes & {200, 201}} == set()


def test_wagtails_people_and_group_screens_are_closed(world, enter):
    paths = [f"/{pattern}" for (pattern, _name), kind in known().items() if kind == "people" and "<" not in pattern]

    answers = {path: sweep.letter(enter("administrator").get(path)) for path in paths}

    assert answers == dict.fromkeys(paths, "F")


def test_no_sealed_model_is_in_wagtails_hands():
    sealed = set(sealed_models())

    assert sealed & set(get_snippet_models()) == set()
    assert sealed & set(get_indexed_models()) == set()
    assert sealed & set(ReferenceIndex.tracked_models) == set()
    assert {model for model in sealed if issubclass(model, RevisionMixin) or hasattr(model, "wagtail_public")} == set()
    assert len(sealed) > 25


def test_policies_of_sealed_models_are_ours_alone():
    policies = {model: policy_registry.get_by_type(model, fallback=False) for model in sealed_models()}

    assert {model for model, policy in policies.items() if policy and not isinstance(policy, DeskPermissionPolicy)} == set()


def test_wagtails_log_and_references_know_no_case(world, db):
    labels = {model._meta.label_lower for model in sealed_models()}

    def of(rows, field):
        return {f"{row.app_label}.{row.model}" for row in (getattr(each, field) for each in rows)} & labels

    assert of(ModelLogEntry.objects.select_related("content_type"), "content_type") == set()
    assert of(ReferenceIndex.objects.select_related("content_type"), "content_type") == set()
    assert of(ReferenceIndex.objects.select_related("to_content_type"), "to_content_type") == set()
    assert of(Revision.objects.select_related("content_type"), "content_type") == set()
    assert not any(WORD.search(str(entry.data)) for entry in PageLogEntry.objects.all())
    assert {action for action, _label in registry.get_choices() if action.startswith(SEALED_APPS)} == set()


def test_search_of_pages_finds_no_case(world, enter):
    from home import clock

    with clock.at(RELEASED):
        pages = [enter("web_editor").get(f"/admin/pages/search/?q=KANARI-{stage}") for stage in ("draft", "deciding", "released")]

    assert [set(WORD.findall(page.content.decode())) - {f"KANARI-{s}" for s in ("draft",)} for page in pages] == [set()] * 3
