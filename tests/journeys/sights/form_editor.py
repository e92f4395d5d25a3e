"""The form editor at the desk: what is written, what is published, every page of it."""

from django.urls import reverse

from certifications.actions import form_versions
from certifications.models import FormVersion, Program, Round
from organizations.models import User
from tests.journeys.sights.desk import MANAGER, save_nothing
from tests.journeys.sights.sight import Sight
from tests.journeys.sights.states import office

LINES = "# 製品\n分野 | 選択：福祉\n受賞歴 | はい・いいえ\n内容 | もし：受賞歴＝はい\n実績 | 表：年度（数）、売上（円）"


def edition_in_hand():
    """A form that is being written, with something to be mended; it is begun when there is none."""
    program = Program.objects.get(slug="kis")
    found = FormVersion.objects.filter(program=program, published_at=None).first()
    if found is None:
        secretary = User.objects.get(email=MANAGER)
        found = form_versions.begin(program, empty=True, by=secretary)
        form_versions.add_lines(found, "", LINES, row_version=1, by=secretary)
    return found


def editor():
    """The form editor: what is written, what is published, every page of it."""
    edition = edition_in_hand()
    question, section = edition.questions.get(label_ja="内容"), edition.sections.get()
    published = FormVersion.objects.filter(published_at__isnull=False, program__slug="kis").first()

    def here(name, *args):
        return reverse(f"form-versions:{name}", args=[edition.pk, *args])

    yield Sight("form-versions:detail", here("detail"), "in hand", who=MANAGER)
    yield Sight("form-versions:detail", reverse("form-versions:detail", args=[published.pk]), "published", who=MANAGER)
    yield Sight("form-versions:add", reverse("form-versions:add"), "form", who=MANAGER)
    for name in ("lines", "preview", "preview_page", "publish", "discard"):
        yield Sight(f"form-versions:{name}", here(name), who=MANAGER)
    yield Sight("form-versions:question", here("question", question.key), "form", who=MANAGER)
    yield Sight("form-versions:question", here("question", question.key), "with errors", who=MANAGER, do=save_nothing)
    yield Sight("form-versions:try", here("try", question.key), who=MANAGER)
    yield Sight("form-versions:section", here("section", section.code), "form", who=MANAGER)
    yield from plans()


def plans():
    """What a round's drafts would become."""
    round_ = Round.objects.filter(state="published").order_by("-closes_at").first()
    who = office(round_.program)
    newer = (
        FormVersion.objects.filter(program=round_.program, published_at__isnull=False).exclude(pk=round_.form_version_id).first()
    )
    if newer is None:
        secretary = User.objects.get(email=who)
        newer = form_versions.begin(round_.program, by=secretary)
        form_versions.remove_question(newer, str(newer.questions.first().key), row_version=1, by=secretary)
        newer = form_versions.publish(newer, row_version=2, by=secretary)
    path = f"{reverse('form-versions:plan', args=[newer.pk])}?round={round_.public_id}"
    yield Sight("form-versions:plan", path, who=who)
