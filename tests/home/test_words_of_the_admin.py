"""Nothing that Wagtail's own migrations have named is left in English."""

from django.contrib.auth.models import Group
from wagtail.models import Collection, GroupApprovalTask, Page, Workflow

from organizations.actions import roles


def test_roots_and_the_review_have_words_of_the_city(db):
    assert Page.objects.get(depth=1).title == "すべてのページ"
    assert list(Collection.objects.order_by("path").values_list("name", flat=True)) == ["共通", "ウェブサイト"]
    assert list(Workflow.objects.values_list("name", flat=True)) == ["公開前の確認"]
    assert list(GroupApprovalTask.objects.values_list("name", flat=True)) == ["公開前の確認"]


def test_no_group_is_left_that_is_no_role(db):
    assert Group.objects.count() == 0


def test_who_may_publish_reviews(db):
    roles.setup()

    assert list(GroupApprovalTask.objects.values_list("name", "groups__name")) == [("公開前の確認", "editor")]
