"""Pages go into the search when they are saved, published, moved or guarded, and out of it when they are not public any more.

Wagtail writes pages by many ways (publishing, workflows, the clock, aliases, the tree); its signals are the only door they share.
"""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction, Site, get_page_models
from wagtail.signals import page_published, page_slug_changed, post_page_move

from home.actions import findings
from home.models import RecordPage


def watch() -> None:
    """Begins to listen, once, when the site starts."""
    for model in get_page_models():
        post_save.connect(_saved, sender=model)
        if issubclass(model, RecordPage) and not model.found_as:
            post_delete.connect(_changed, sender=model)
    post_delete.connect(_gone, sender=Page)
    page_published.connect(_changed)
    page_slug_changed.connect(_moved)
    post_page_move.connect(_moved)
    post_save.connect(_guarded, sender=PageViewRestriction)
    post_delete.connect(_guarded, sender=PageViewRestriction)
    post_save.connect(_placed, sender=Site)


def _placed(sender: Any, instance: Site, raw: bool = False, **_: Any) -> None:
    """Another front door gives all pages other addresses, or an address at all."""
    if not raw:
        Site.clear_site_root_paths_cache()
        findings.refresh("page", Page.objects.values_list("pk", flat=True))


def _saved(sender: Any, instance: Page, raw: bool = False, **_: Any) -> None:
    if not raw:
        _changed(sender, instance)


def _changed(sender: Any, instance: Page, **_: Any) -> None:
    if isinstance(instance, RecordPage) and not instance.found_as:
        findings.refresh(instance.record_field, [getattr(instance, f"{instance.record_field}_id")])
    else:
        findings.refresh("page", [instance.pk])


def _moved(sender: Any, instance: Page, **_: Any) -> None:
    findings.refresh("page", instance.get_descendants(inclusive=True).values_list("pk", flat=True))


def _gone(sender: Any, instance: Page, **_: Any) -> None:
    findings.forget("page", [instance.pk])


def _guarded(sender: Any, instance: PageViewRestriction, **_: Any) -> None:
    page = Page.objects.filter(pk=instance.page_id).first()
    if page is not None:
        for each in page.get_descendants(inclusive=True).specific():
            _changed(sender, each)
