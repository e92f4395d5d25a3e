"""Links of published pages: where they lead, and what was found there."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from home import outside_links, page_links
from home.querysets import PageLinkQuerySet


class LinkKind(models.TextChoices):
    PAGE = page_links.PAGE, _("page of this site")
    DOCUMENT = page_links.DOCUMENT, _("document")
    ADDRESS = page_links.ADDRESS, _("address of this site")
    OUTSIDE = page_links.OUTSIDE, _("address outside")


class LinkResult(models.TextChoices):
    WAITING = "waiting", _("not followed yet")
    OK = outside_links.OK, _("leads somewhere")
    UNPUBLISHED = "unpublished", _("the page is not published")
    GONE = outside_links.GONE, _("there is nothing (any more)")
    FAILED = outside_links.FAILED, _("no answer, or an error")
    UNSURE = outside_links.UNSURE, _("lets no machine in")
    REFUSED = outside_links.REFUSED, _("not an address of the open net")


class PageLink(models.Model):
    """One link in the words of one published page. Rows follow the page; what was found stays while the link does."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    kind = models.CharField(_("kind"), max_length=8, choices=LinkKind)
    target = models.TextField(_("leads to"))
    text = models.CharField(_("words of the link"), max_length=page_links.LONGEST_TEXT, blank=True)
    digest = models.CharField(max_length=64, help_text="of kind, target and words")
    result = models.CharField(_("what was found"), max_length=12, choices=LinkResult, default=LinkResult.WAITING)
    status = models.PositiveSmallIntegerField(_("answer of the server"), null=True, blank=True)
    failures = models.PositiveSmallIntegerField(_("times in a row without success"), default=0)
    checked_at = models.DateTimeField(_("followed"), null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("seen by")
    )
    seen_at = models.DateTimeField(_("seen"), null=True, blank=True)

    objects = PageLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link that leads nowhere")
        verbose_name_plural = _("links that lead nowhere")
        ordering = ["seen_at", "-checked_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["page", "digest"], name="page_link_once")]

    def __str__(self) -> str:
        return self.text or self.target

    @property
    def where(self) -> str:
        """The target as an editor knows it."""
        return self.target if self.kind in {LinkKind.ADDRESS, LinkKind.OUTSIDE} else f"{self.get_kind_display()} {self.target}"
