"""The office's words with one meaning: who writes them, and what they change for whoever searches."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import Site

from home.actions import synonyms
from home.models import StandardPage, Synonyms
from organizations.actions import roles
from tests.certifications import making

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def editor(db):
    roles.setup()
    user = making.person("web-editor")
    roles.grant(user, "editor", by=None)
    return user


def found(client, words):
    return [result.title for result in client.get("/search/", {"q": words}).context["results"]]


def test_a_group_finds_by_each_of_its_words_until_it_is_removed(client, editor, django_capture_on_commit_callbacks):
    Site.objects.get().root_page.add_child(instance=StandardPage(title="ハンドメイドの市"))

    before = found(client, "手づくり")
    with django_capture_on_commit_callbacks(execute=True):
        group = synonyms.save(None, words="手作り、ハンドメイド／手づくり", by=editor)
    after = (found(client, "手づくり"), found(client, "手作りの市"))
    with django_capture_on_commit_callbacks(execute=True):
        synonyms.remove(group, by=editor)

    assert group.leveled == ["手作り", "はんどめいど", "手づくり"]
    assert (before, after) == ([], (["ハンドメイドの市"], ["ハンドメイドの市"]))
    assert found(client, "手づくり") == []


def test_one_word_is_no_group(editor):
    with pytest.raises(synonyms.TooFewWords):
        synonyms.save(None, words="車いす、車イス", by=editor)
    assert Synonyms.objects.count() == 0


def test_only_the_role_writes(editor):
    group = synonyms.save(None, words="車いす、車椅子", by=editor)
    stranger = making.person("stranger")

    with pytest.raises(PermissionDenied):
        synonyms.save(None, words="杖、つえ", by=stranger)
    with pytest.raises(PermissionDenied):
        synonyms.remove(group, by=stranger)


def test_the_desk_writes_changes_and_removes(client, editor):
    client.force_login(editor)

    refused = client.post(reverse("synonyms:add"), {"words": "車いす"})
    client.post(reverse("synonyms:add"), {"words": "車いす、車椅子"})
    group = Synonyms.objects.get()
    client.post(reverse("synonyms:edit", args=[group.pk]), {"words": "車いす、車椅子、wheelchair"})
    listed = client.get(reverse("synonyms:index")).content.decode()
    client.post(reverse("synonyms:remove", args=[group.pk]))

    assert refused.status_code == 200
    assert "車いす、車椅子、wheelchair" in listed
    assert Synonyms.objects.count() == 0
