"""A desk: a listing of records and a page for each, for people whom a predicate lets in."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured
from django.db import models
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.listing import ListingViewSetMixin
from wagtail.permissions import policy_registry, register_permission_policy

from home.desk.labels import label_of
from home.desk.policies import DeskPermissionPolicy, nobody
from home.desk.views import DeskDetailView, DeskFormView, DeskIndexView, DeskObjectView

registered: list["DeskViewSet"] = []


class DeskViewSet(ListingViewSetMixin, ViewSet):
    """See the package's docstring for an example. Not Wagtail's ModelViewSet: that one lets its generic views in."""

    model: type[models.Model]
    can_enter: Callable[[Any], bool] = staticmethod(nobody)
    can_add: Callable[[Any], bool] = staticmethod(nobody)
    can_change: Callable[[Any, Any], bool] | None = None
    list_display: Any = ["__str__"]
    list_per_page = 50
    search_fields: tuple[str, ...] | list[str] = ()
    export_headings: Mapping[str, Any] = {}
    detail_fields: tuple[str, ...] = ()
    detail_template_name = "desk/detail.html"
    index_view_class = DeskIndexView
    detail_view_class = DeskDetailView
    form_view_class = DeskFormView
    form_class: Any = None
    problems: Mapping[type[Exception], Any] = {}
    object_views: Mapping[str, type[DeskObjectView]] = {}
    add_to_admin_menu = True
    rows_called: Any = ""  # where the model's name says more than what this list holds
    when_empty: Any = ""  # under an empty list: where its records come from, and what to do next

    # What a desk may override

    def visible(self, user: Any) -> models.QuerySet[Any]:
        """The desk's only queryset."""
        return self.model._default_manager.visible_to(user)  # type: ignore[attr-defined]

    def listed(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """The same records with what the columns need (select_related, prefetch_related, annotate)."""
        return records

    def facts(self, record: Any) -> list[tuple[str, Any]]:
        """Label and value for each of `detail_fields`."""
        return [(self.label(name), self.value(record, name)) for name in self.detail_fields]

    def detail_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        """What the desk's own detail template needs besides `record` and `facts`."""
        return {}

    def form_kwargs(self, record: Any) -> dict[str, Any]:
        """What the form is made with: its model form's instance, unless the desk says otherwise."""
        return {} if record is None else {"instance": record}

    def save(self, form: Any, record: Any, by: Any) -> Any:
        """Calls the desk's one action and returns the record. Exceptions named in `problems` are shown on the form."""
        raise NotImplementedError(f"{type(self).__name__} has a form but does not say which action saves it.")

    # What a desk is made of

    def may_add(self, user: Any) -> bool:
        return bool(self.form_class and self.can_add(user))

    def may_change(self, user: Any, record: Any) -> bool:
        return bool(self.form_class and self.can_change and self.can_change(user, record))

    def label(self, name: str) -> str:
        """The heading that the desk's export gives it, the field's verbose name, or the attribute's short_description."""
        if name in self.export_headings:
            return capfirst(str(self.export_headings[name]))
        try:
            return capfirst(label_of(self.model, name))
        except FieldDoesNotExist:
            return capfirst(str(getattr(self.model, name).short_description))

    def value(self, record: Any, name: str) -> Any:
        """The field's value, in words where it is a choice."""
        value = getattr(record, f"get_{name}_display", None) or getattr(record, name)
        return value() if callable(value) else value

    @cached_property
    def lookup_field(self) -> str:
        """Records are addressed by their public id where they have one."""
        return "public_id" if any(field.name == "public_id" for field in self.model._meta.fields) else "pk"

    @cached_property
    def export_filename(self) -> str:
        return str(self.name)

    @cached_property
    def menu_label(self) -> Any:
        return capfirst(self.model._meta.verbose_name_plural)

    @cached_property
    def index_url(self) -> str:
        return reverse(self.get_url_name("index"))

    @property
    def add_url(self) -> str:
        return reverse(self.get_url_name("add"))

    def url_of(self, record: Any, view: str = "detail") -> str:
        """The address of a record's page."""
        return reverse(self.get_url_name(view), args=[getattr(record, self.lookup_field)])

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        def is_shown(_item: MenuItem, request: HttpRequest) -> bool:
            return bool(self.can_enter(request.user))

        return type(f"{type(self).__name__}MenuItem", (MenuItem,), {"is_shown": is_shown})

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        names = {"index_url_name": self.get_url_name("index"), "index_results_url_name": self.get_url_name("index_results")}
        common = {"viewset": self, "model": self.model, "header_icon": self.icon, "page_title": self.menu_label}
        return super().get_common_view_kwargs(**names | common | kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        ordering = self.model._meta.ordering if self.ordering is self.UNDEFINED else self.ordering
        # Said outright, because Django drops a model's own ordering when columns count related rows.
        listing = self.get_index_view_kwargs(search_fields=self.search_fields, default_ordering=ordering or "-pk")
        key = "<uuid:key>" if self.lookup_field == "public_id" else "<int:key>"
        patterns = [
            path("", self.construct_view(self.index_view_class, **listing), name="index"),
            path("results/", self.construct_view(self.index_view_class, results_only=True, **listing), name="index_results"),
            path(f"{key}/", self.detail_view_class.as_view(viewset=self), name="detail"),
        ]
        if self.form_class:
            form_view = self.form_view_class.as_view(viewset=self)
            patterns += [path("new/", form_view, name="add"), path(f"{key}/edit/", form_view, name="edit")]
        for name, view in self.object_views.items():
            patterns.append(path(f"{key}/{name.replace('_', '-')}/", view.as_view(viewset=self), name=name))
        return patterns

    def on_register(self) -> None:
        super().on_register()
        if self.can_enter is nobody:
            raise ImproperlyConfigured(f"{type(self).__name__} must say who can enter (can_enter).")
        if policy_registry.get_by_type(self.model, fallback=False) is None:
            register_permission_policy(self.model, DeskPermissionPolicy(self.model), exact_class=True)
        registered.append(self)
