"""Labels that Wagtail makes of Python's names have words too."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import translation
from wagtail.admin.forms import choosers
from wagtail.admin.forms.workflows import WorkflowPageForm
from wagtail.models import Locale
from wagtail.sites.views import IndexView


@pytest.mark.parametrize(
    ("form", "labels"),
    [
        (choosers.ExternalLinkChooserForm, ["URL", "リンクの文字"]),
        (choosers.AnchorLinkChooserForm, ["#", "リンクの文字"]),
        (choosers.EmailLinkChooserForm, ["メールアドレス", "リンクの文字", "件名", "本文"]),
        (choosers.PhoneLinkChooserForm, ["電話番号", "リンクの文字"]),
    ],
)
def test_forms_for_links_are_labeled_in_japanese(form, labels):
    with translation.override("ja"):
        assert [str(field.label) for field in form()] == labels


def test_page_of_a_workflow_is_labeled_in_japanese():
    with translation.override("ja"):
        assert str(WorkflowPageForm.base_fields["page"].label) == "ページ"


def test_list_of_sites_has_japanese_columns():
    with translation.override("ja"):
        labels = [str(column.label) for column in IndexView.columns]

    assert labels == ["サイト", "ポート番号", "サイト名", "ルートページ", "デフォルト"]


def test_locale_is_called_a_language():
    with translation.override("ja"):
        assert (str(Locale._meta.verbose_name), str(Locale._meta.verbose_name_plural)) == ("言語", "言語")


def test_account_does_not_ask_for_a_time_zone(client, db, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(get_user_model().objects.create_superuser("officer@city.example", "a-long-password", name="office"))

    page = client.get(reverse("wagtailadmin_account")).content.decode()

    assert "Pacific/Fiji" not in page
    assert 'name="locale-preferred_language"' in page
