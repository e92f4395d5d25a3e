"""The desk of certificate designs: a draft with its editor, what was published, what was put away."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from certifications.actions import designs
from certifications.models import CertificateDesign, Program
from certifications.viewsets.designs import VERBS
from organizations.models import User
from tests.home import samples
from tests.journeys.sights.desk import ASK_NOTHING, MANAGER, save_nothing
from tests.journeys.sights.sight import Sight
from tests.journeys.sights.states import office


def in_states():
    """One of each state, of a program whose office has them all."""
    program = Program.objects.get(slug="kis")
    secretary = User.objects.get(email=MANAGER)
    found = {design.state: design for design in CertificateDesign.objects.filter(program=program).order_by("number")}
    if len(found) < 3:
        away = designs.begin(program, by=secretary)
        designs.discard(away, row_version=away.row_version, by=secretary)
        shown = designs.begin(program, by=secretary)
        designs.publish(shown, row_version=shown.row_version, by=secretary)
        draft = designs.begin(program, like=shown, by=secretary)
        seal = SimpleUploadedFile("seal.png", samples.picture("PNG", size=(400, 400)))
        alt = {"ja": "市章", "en": "Emblem of the city"}
        draft = designs.put_seal(draft, seal, alt=alt, row_version=draft.row_version, by=secretary)
        known = CertificateDesign.objects.filter(pk__in=[away.pk, shown.pk, draft.pk]).select_related("program")
        found = {design.state: design for design in known}
    return found


def preview_wrong(page):
    """Asks for the picture of a text that cannot stand, and waits for the reason."""
    page.locator("#id_closing_en").fill("{nobody}")
    page.locator("[data-design-preview]").click()
    page.locator(".certificate-design__faults").wait_for()


def designing():
    """Every page about how certificates look."""
    found = in_states()
    for state, design in found.items():
        yield Sight("certificate-designs:detail", reverse("certificate-designs:detail", args=[design.pk]), state, who=MANAGER)
    draft = found["draft"]
    yield Sight("certificate-designs:add", reverse("certificate-designs:add"), "form", who=office(draft.program))
    for name, view in VERBS.items():
        for design in found.values():
            if view.may(User.objects.get(email=MANAGER), design):
                path = reverse(f"certificate-designs:{name}", args=[design.pk])
                yield Sight(f"certificate-designs:{name}", path, "verb", who=MANAGER)
                if view.verb_form.__name__ not in ASK_NOTHING:
                    yield Sight(f"certificate-designs:{name}", path, "with errors", who=MANAGER, do=save_nothing)
                break
    path = reverse("certificate-designs:change", args=[draft.pk])
    yield Sight("certificate-designs:change", path, "preview waits", who=MANAGER, do=preview_wrong)
