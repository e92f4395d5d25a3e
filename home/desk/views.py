"""The faces of a desk. Each asks who may enter, and sees only what `visible_to(user)` gives."""

import unicodedata
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.encoding import force_str
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from home.desk.exports import DeskExport
from home.desk.filters import DeskFilterSet
from home.desk.policies import DeskPermissionPolicy
from home.desk.tables import DeskTable
from home.versions import StaleRecord

STALE = _("Somebody else saved this in the meantime. Please open it in another window, compare, and enter your changes there.")


class DeskAccess:
    """Nobody passes whom the desk's predicate does not let in."""

    viewset: Any = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.viewset.can_enter(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class DeskIndexView(DeskAccess, DeskExport, generic.IndexView):
    """The listing: search, filters, columns, export. A row leads to the record's own page."""

    search_backend_name = None
    base_filterset_class = DeskFilterSet
    table_class = DeskTable
    _around_keys: tuple[str, str, str] | None = None

    @cached_property
    def permission_policy(self) -> DeskPermissionPolicy:
        return DeskPermissionPolicy(self.model, self.viewset.can_enter)

    @cached_property
    def visible(self) -> Any:
        """What the reader may see of it: the list's only source, and its filters'."""
        return self.viewset.visible(self.request.user)

    @cached_property
    def verbose_name_plural(self) -> Any:
        return self.viewset.rows_called or self.model._meta.verbose_name_plural

    def get_base_queryset(self) -> Any:
        return self.viewset.listed(self.visible)

    def get_filterset_kwargs(self) -> dict[str, Any]:
        return super().get_filterset_kwargs() | {"visible": self.visible}

    @cached_property
    def columns(self) -> list[Any]:
        """The desk's columns; the first one leads to the record."""
        first, *others = super().columns
        facts = {"label": first.label, "accessor": first.accessor, "sort_key": first.sort_key, "width": first.width}
        return [TitleColumn(first.name, get_url=self.get_inspect_url, **facts), *others]

    def column_label(self, name: str) -> str:
        return next((force_str(each.label) for each in self.columns if each.name == name and each.label), "")

    def get_inspect_url(self, instance: Any) -> str | None:
        """As the desk gives it. What stands around the key is the same for all rows and is asked for once."""
        key = str(getattr(instance, self.viewset.lookup_field))
        if self._around_keys is None:
            self._around_keys = self.viewset.url_of(instance).rpartition(key)
        before, found, after = self._around_keys
        return f"{before}{key}{after}" if found else self.viewset.url_of(instance)

    def get_edit_url(self, instance: Any) -> None:
        return None

    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        return []

    def get_add_url(self) -> str | None:
        return self.viewset.add_url if self.viewset.may_add(self.request.user) else None

    @cached_property
    def is_searchable(self) -> bool:
        return bool(self.search_fields)

    def search_queryset(self, queryset: Any) -> Any:
        """Each word must occur in one of the fields, as typed or in half width."""
        for word in self.search_query.split() if self.is_searching else ():
            forms = {word, unicodedata.normalize("NFKC", word)}
            hits = [Q(**{f"{field}__icontains": form}) for field in self.search_fields for form in forms]
            queryset = queryset.filter(reduce(or_, hits))
        return queryset.distinct() if self.is_searching and any("__" in field for field in self.search_fields) else queryset

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        context["can_add"] = bool(self.add_url)
        context["when_empty"] = "" if self.is_searching or self.is_filtering else self.viewset.when_empty
        if self.add_url:
            context |= {"add_url": self.add_url, "header_action_url": self.add_url, "header_action_label": self.add_item_label}
        return context


class DeskObjectView(DeskAccess, View):
    """The base of every view of one record: `self.record` is one that the user may see, or the answer is 404.

    Desks that do something to a record (assign, decide, send) subclass it and are named in `DeskViewSet.object_views`.
    """

    record: Any = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.viewset.can_enter(request.user):
            raise PermissionDenied
        if "key" in kwargs:
            visible = self.viewset.visible(request.user)
            self.record = get_object_or_404(self.viewset.listed(visible), **{self.viewset.lookup_field: kwargs["key"]})
        return super().dispatch(request, *args, **kwargs)


class DeskPage(WagtailAdminTemplateMixin):
    """A page of a desk in Wagtail's furniture: the way back to the listing, the record's name. Mixed into a record's view."""

    viewset: Any
    record: Any

    @cached_property
    def header_icon(self) -> str:
        return self.viewset.icon

    def get_page_title(self) -> str:
        return str(self.record or self.viewset.menu_label)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        viewset, record = self.viewset, self.record
        way = [*self.breadcrumbs_items, {"url": viewset.index_url, "label": viewset.menu_label}]
        if record is not None and self.request.path != viewset.url_of(record):
            way.append({"url": viewset.url_of(record), "label": str(record)})
        return [*way, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record = self.record
        return super().get_context_data(**kwargs) | {"record": record, "viewset": self.viewset}


class DeskDetailView(DeskPage, DeskObjectView, TemplateView):
    """A record's own page: facts by name, or whatever the desk's template makes of `detail_context(request, record)`."""

    def get_template_names(self) -> list[str]:
        return [self.viewset.detail_template_name]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.viewset.may_change(self.request.user, self.record):
            return []
        return [HeaderButton(gettext("Edit"), url=self.viewset.url_of(self.record, "edit"), icon_name="edit")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | {"facts": self.viewset.facts(self.record)}
        return context | self.viewset.detail_context(self.request, self.record)


class DeskFormView(DeskPage, DeskObjectView, FormView):
    """Making a record, or changing one, through the desk's one action. What was typed stays when it is refused."""

    template_name = "desk/form.html"
    submit_button_label = _("Save")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.check()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.check()
        return super().post(request, *args, **kwargs)

    def check(self) -> None:
        """Raises PermissionDenied unless the user may add, or change this record."""
        user = self.request.user
        allowed = self.viewset.may_add(user) if self.record is None else self.viewset.may_change(user, self.record)
        if not allowed:
            raise PermissionDenied

    def get_form_class(self) -> Any:
        return self.viewset.form_class

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | self.viewset.form_kwargs(self.record)

    def get_page_title(self) -> str:
        if self.record is None:
            return capfirst(gettext("New: %(model)s") % {"model": self.viewset.model._meta.verbose_name})
        return gettext("Edit")

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            saved = self.viewset.save(form, self.record, self.request.user)
        except StaleRecord:
            form.add_error(None, STALE)
        except tuple(self.viewset.problems) as problem:
            form.add_error(None, self.viewset.problems[type(problem)])
        else:
            messages.success(self.request, gettext("Saved: %(record)s") % {"record": saved})
            return redirect(self.viewset.url_of(saved))
        return self.form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"submit_button_label": self.submit_button_label}
