"""The desk of certificate designs: written beside a picture of the real paper, published, taken up again from an older one."""

import base64
from functools import cached_property
from typing import Any

from django.core.cache import cache
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from certifications import certificate_designs
from certifications.actions import designs
from certifications.design_forms import BeginDesignForm, LookForm, SealForm, SeenDesignForm
from certifications.design_states import DesignState
from certifications.design_words import FACT_WORDS
from certifications.documents import specimens
from certifications.models import CertificateDesign, Program
from certifications.permissions import has_program_role, is_secretariat, runs_programs
from certifications.refusals import Refusal
from certifications.refusals.designs import DesignInHand, DesignNotDrawn, DesignTooLong, DesignWrong
from certifications.viewsets import menus
from home import clock
from home.desk import DeskObjectView, DeskViewSet
from home.desk.verbs import DeskVerbView, verbs_for
from home.desk.views import STALE, DeskFormView
from home.typesetting import NotSet
from home.uploads.refusals import UploadRefused
from home.versions import StaleRecord

HOUR = 3_600  # seconds


class BeginDesignView(DeskFormView):
    """Begins a design of a program whose secretariat one is."""

    submit_button_label = _("Begin a new design")

    def get_page_title(self) -> str:
        return str(self.submit_button_label)

    @cached_property
    def programs(self) -> models.QuerySet[Program]:
        return Program.objects.of_secretariat(self.request.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"programs": self.programs}

    def get_initial(self) -> dict[str, Any]:
        return {"program": self.programs[0].pk if len(self.programs) == 1 else None}


class DesignVerbView(DeskVerbView):
    """A verb of the secretariat on a draft."""

    refusals: tuple[type[Exception], ...] = (Refusal, UploadRefused)
    verb_form: Any = SeenDesignForm
    states: frozenset[str] = frozenset({DesignState.DRAFT})

    @classmethod
    def may(cls, user: Any, record: CertificateDesign) -> bool:
        return record.state in cls.states and is_secretariat(user, record.program)

    def get_initial(self) -> dict[str, Any]:
        return {"row_version": self.record.row_version}

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except StaleRecord:
            form.add_error(None, STALE)
            return self.form_invalid(form)


class ChangeDesignView(DesignVerbView):
    """The editor. Its preview draws what was typed, and saves nothing."""

    label, verb_form = _("Edit the design"), LookForm
    template_name = "certifications/desk/designs/change.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"design": self.record}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        placeholders = [f"{{{name}}}" for name in certificate_designs.PLACEHOLDERS]
        return super().get_context_data(**kwargs) | {"submit_button_label": _("Save"), "placeholders": placeholders}

    def act(self, form: LookForm) -> None:
        try:
            designs.change(self.record, form.look(), row_version=form.cleaned_data["row_version"], by=self.request.user)
        except DesignWrong as refusal:
            form.add_faults(refusal.faults)
            raise

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "preview" not in request.POST:
            return super().post(request, *args, **kwargs)
        self.check()
        form = self.get_form()
        shown = self.drawn(form) if form.is_valid() else {}
        if request.POST.get("fragment"):
            context = shown | {"errors": [(form[name].label if name in form.fields else "", each)
                                          for name, found in form.errors.items() for each in found]}  # fmt: skip
            return render(request, "certifications/desk/designs/pages.html", context)
        return self.render_to_response(self.get_context_data(form=form, previewed=bool(shown), **shown))

    def drawn(self, form: LookForm) -> dict[str, Any]:
        """The pages as pictures, of a design that is not saved; what cannot stand is told at the form's fields."""
        design = CertificateDesign(program=self.record.program, look=form.look(), seal=self.record.seal)
        try:
            designs.must_stand(design, design.look)
            lying = design.look["orientation"] == "landscape"
            return {"lying": lying, "pictures": [in_page(picture) for picture in specimens.pictures_of(design)]}
        except DesignWrong as refusal:
            form.add_faults(refusal.faults)
        except specimens.DoesNotFit:
            form.add_error(None, str(DesignTooLong.message))
        except NotSet:
            form.add_error(None, str(DesignNotDrawn.message))
        return {}


def in_page(picture: bytes) -> str:
    """The picture as a part of the page: it is of words that nobody has saved."""
    return f"data:image/jpeg;base64,{base64.b64encode(picture).decode()}"


class SealView(DesignVerbView):
    label, verb_form = _("Put a seal or emblem on it"), SealForm
    explanation = _("It is printed 26 mm wide at the foot, left of the QR code, and is checked for viruses before it is kept.")

    def act(self, form: SealForm) -> None:
        data: dict[str, Any] = form.cleaned_data
        designs.put_seal(self.record, data["file"], alt=form.alt(), row_version=data["row_version"], by=self.request.user)


class RemoveSealView(DesignVerbView):
    label = _("Take the seal off")

    @classmethod
    def may(cls, user: Any, record: CertificateDesign) -> bool:
        return super().may(user, record) and record.seal_id is not None

    def act(self, form: Any) -> None:
        designs.remove_seal(self.record, row_version=form.cleaned_data["row_version"], by=self.request.user)


class PublishDesignView(DesignVerbView):
    label = _("Publish the design")
    explanation = _(
        "From now on this design never changes, and certificates that are issued are drawn with it. "
        "Certificates that were issued before keep the design that they have."
    )

    def act(self, form: Any) -> None:
        designs.publish(self.record, row_version=form.cleaned_data["row_version"], by=self.request.user)


class DiscardDesignView(DesignVerbView):
    label = _("Discard the draft of the design")
    explanation = _("Nothing is deleted: a new design can be begun from it later.")

    def act(self, form: Any) -> None:
        designs.discard(self.record, row_version=form.cleaned_data["row_version"], by=self.request.user)


class BeginFromView(DesignVerbView):
    label = _("Begin a new design from this one")
    explanation = _("An older design comes back this way: the draft is a copy of it, to be changed or published as it is.")
    states = frozenset({DesignState.PUBLISHED, DesignState.DISCARDED})

    def act(self, form: Any) -> None:
        self.begun = designs.begin(self.record.program, like=self.record, by=self.request.user)

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        return redirect(self.viewset.url_of(self.begun)) if response.status_code == 302 else response


class PictureView(DeskObjectView):
    """One page of the paper (?page=1 Japanese, 2 English) as it is saved, as a picture."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = f"certificate-design:{self.record.pk}:{self.record.row_version}:{clock.today()}"
        try:
            pages: Any = cache.get_or_set(key, lambda: specimens.pictures_of(self.record), HOUR)
        except (NotSet, specimens.DoesNotFit) as refused:
            raise Http404 from refused
        picture = pages[1 if request.GET.get("page") == "2" else 0]
        return HttpResponse(picture, content_type="image/jpeg", headers={"Cache-Control": "private, no-store"})


VERBS: dict[str, Any] = {
    "change": ChangeDesignView,
    "seal": SealView,
    "remove_seal": RemoveSealView,
    "publish": PublishDesignView,
    "discard": DiscardDesignView,
    "begin_from": BeginFromView,
}


class DesignDesk(DeskViewSet):
    """Designs of the certificates of programs in which one has a role."""

    model = CertificateDesign
    name = "certificate-designs"
    url_prefix = "certificate-designs"
    icon = "image"
    menu_label = _("Design of certificates")
    menu_hook = menus.LIFE
    menu_order = 60
    can_enter = staticmethod(has_program_role)
    can_add = staticmethod(runs_programs)
    form_class = BeginDesignForm
    form_view_class = BeginDesignView
    problems = {DesignInHand: DesignInHand.message}
    list_display = [
        Column("__str__", label=_("design")),
        Column("get_state_display", label=_("state"), sort_key="state"),
        Column("published_at", label=_("published"), sort_key="published_at"),
        Column("certificates_count", label=_("certificates drawn with it"), sort_key="certificates_count"),
    ]
    search_fields = ["program__name_ja", "program__name_en", "program__slug"]
    list_filter = ["program", "state"]
    list_export = ["program.slug", "number", "get_state_display", "published_at", "certificates_count"]
    export_headings = {"certificates_count": _("certificates drawn with it")}
    export_filename = "certificate-designs"
    ordering = ["program", "-number"]
    when_empty = _("Certificates are drawn in the house's own design. Begin a new design to change how a program's look.")
    detail_template_name = "certifications/desk/designs/design.html"
    object_views = VERBS | {"picture": PictureView}

    def listed(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return records.select_related("program", "seal", "published_by").annotate(
            certificates_count=models.Count("certificates", distinct=True)
        )

    def form_kwargs(self, record: Any) -> dict[str, Any]:
        return {}

    def save(self, form: BeginDesignForm, record: Any, by: Any) -> CertificateDesign:
        return designs.begin(form.cleaned_data["program"], by=by)

    def detail_context(self, request: HttpRequest, record: CertificateDesign) -> dict[str, Any]:
        current = record.program.designs.current()
        return {
            "verbs": verbs_for(self, request, record, VERBS),
            "in_use": current is not None and current.pk == record.pk,
            "shown": [FACT_WORDS[fact] for fact in record.look["facts"]],
            "history": record.history.select_related("by").order_by("-seq"),
        }
