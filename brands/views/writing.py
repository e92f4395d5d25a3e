"""Writing a manuscript: the words of one language, the facts beside them, the pictures."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from brands import differences
from brands.actions import manuscripts, pictures
from brands.forms import FactsForm, ManuscriptWordsForm, PictureForm, SeenForm, UploadForm
from brands.languages import LANGUAGE_LABELS, LANGUAGES
from brands.models import Entry, Manuscript, ManuscriptPicture
from brands.refusals import SamePicture, TooManyPictures
from brands.views.access import holder_page, manuscript_to_write, own_entry
from home.uploads.refusals import UploadRefused
from home.versions import StaleRecord
from home.views import files


def frame(entry: Entry, manuscript: Manuscript) -> dict[str, Any]:
    """What all pages of writing show around the form."""
    return {"entry": entry, "certificate": entry.certificate, "manuscript": manuscript, "steps": LANGUAGES}


@holder_page
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, entry_id: UUID, language: str) -> HttpResponseBase:
    """The words of one language. Whoever saves over newer words sees first what they say (409)."""
    if language not in LANGUAGES:
        raise Http404
    entry = own_entry(request, entry_id)
    manuscript = manuscript_to_write(request, entry)
    row = manuscript.text(language)
    options: dict[str, Any] = {"text": row, "kind": entry.certificate.subject.kind, "prefix": "text"}
    form = ManuscriptWordsForm(request.POST or None, **options)
    context = {
        **frame(entry, manuscript),
        "form": form,
        "language": language,
        "label": LANGUAGE_LABELS[language],
        "japanese": manuscript.text("ja") if language != "ja" else None,
    }
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                manuscripts.write(row, row_version=form.cleaned_data["row_version"], by=request.user, **form.words())
            except StaleRecord:
                status = 409
                row.refresh_from_db()
                context["conflicts"] = differences.between(row.parts, {**row.parts, **form.words()})
                form.data = {**request.POST.dict(), "text-row_version": row.row_version}
            else:
                if request.POST.get("go") == "stay":
                    return redirect("brands:text", entry_id, language)
                messages.success(request, _("Saved: %(language)s") % {"language": LANGUAGE_LABELS[language]})
                return redirect("brands:entry", entry_id)
    return render(request, "brands/manuscripts/text.html", context, status=status)


@holder_page
@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: HttpRequest, entry_id: UUID) -> HttpResponseBase:
    """Website, video, visits to schools."""
    entry = own_entry(request, entry_id)
    manuscript = manuscript_to_write(request, entry)
    row = Manuscript.objects.get(pk=manuscript.pk)
    form = FactsForm(request.POST or None, instance=row, kind=entry.certificate.subject.kind, prefix="text")
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                manuscripts.write_facts(manuscript, row_version=form.cleaned_data["row_version"], by=request.user, **form.facts())
            except StaleRecord:
                status = 409
                form.add_error(None, _("Somebody else saved this in the meantime. Please compare below and save again."))
                newest = Manuscript.objects.get(pk=manuscript.pk).row_version
                form.data = {**request.POST.dict(), "text-row_version": newest}
            else:
                messages.success(request, _("Saved."))
                return redirect("brands:entry", entry_id)
    return render(request, "brands/manuscripts/facts.html", {**frame(entry, manuscript), "form": form}, status=status)


@holder_page
@require_http_methods(["GET", "HEAD", "POST"])
def gallery(request: HttpRequest, entry_id: UUID) -> HttpResponseBase:
    """What each picture shows, its place, its important part; and taking one away or putting it back."""
    entry = own_entry(request, entry_id)
    manuscript = manuscript_to_write(request, entry)
    forms = [PictureForm(request.POST or None, instance=row) for row in manuscript.pictures.all()]
    if request.method != "POST":
        return _gallery(request, entry, manuscript, forms, UploadForm())
    seen = SeenForm(request.POST)
    if sum(not form.is_valid() for form in forms) or not seen.is_valid():
        return _gallery(request, entry, manuscript, forms, UploadForm(), status=422)
    rows = {form.instance.pk: form.cleaned_data for form in forms}
    try:
        pictures.describe(manuscript, row_version=seen.cleaned_data["row_version"], rows=rows, by=request.user)
    except StaleRecord:
        manuscript.refresh_from_db(fields=["row_version"])
        return _gallery(request, entry, manuscript, forms, UploadForm(), status=409, stale=True)
    messages.success(request, _("Saved."))
    return redirect("brands:pictures", entry_id)


@holder_page
@require_POST
def add_picture(request: HttpRequest, entry_id: UUID) -> HttpResponseBase:
    """Takes one more picture; it waits in the private storage until the office has approved it."""
    entry = own_entry(request, entry_id)
    manuscript = manuscript_to_write(request, entry)
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            pictures.upload(manuscript, file=form.cleaned_data["file"], by=request.user)
        except UploadRefused as refused:
            form.add_error("file", refused.message)
        except (SamePicture, TooManyPictures) as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("The picture has come. Please write what it shows."))
            return redirect("brands:pictures", entry_id)
    forms = [PictureForm(instance=row) for row in manuscript.pictures.all()]
    return _gallery(request, entry, manuscript, forms, form, status=422)


def _gallery(
    request: HttpRequest,
    entry: Entry,
    manuscript: Manuscript,
    forms: list[PictureForm],
    upload: UploadForm,
    *,
    status: int = 200,
    stale: bool = False,
) -> HttpResponseBase:
    errors = [
        {"text": f"{number}: {words}", "id": form[name].id_for_label}
        for number, form in enumerate(forms, start=1)
        for name, found in form.errors.items()
        for words in found
    ]
    context = {**frame(entry, manuscript), "forms": forms, "upload": upload, "errors": errors, "stale": stale}
    return render(request, "brands/manuscripts/pictures.html", context, status=status)


@holder_page
@require_safe
def picture(request: HttpRequest, picture_id: UUID) -> HttpResponseBase:
    """A picture that waits, for the holder and for the office that looks at it; nobody else knows of it."""
    rows = ManuscriptPicture.objects.select_related("file__preview", "manuscript__entry")
    row = get_object_or_404(rows.exclude(file=None), public_id=picture_id)
    own = Entry.objects.held_by(request.user).filter(pk=row.manuscript.entry_id).exists()
    at_office = Manuscript.objects.waiting().visible_to(request.user).filter(pk=row.manuscript_id)
    if row.file is None or not (own or at_office.exists()):
        raise Http404
    if "small" in request.GET and row.file.preview is not None:
        return files.preview(row.file, name=row.file_name)
    return files.serve(row.file, name=row.file_name or "picture.jpg", inline=True)
