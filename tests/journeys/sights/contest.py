"""What only a contest has: themes that companies set, in each state, with every verb."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from certifications.actions import rounds, themes
from certifications.models import Program, Round
from certifications.viewsets.themes import VERBS
from home import clock
from organizations.models import Organization
from tests.home import samples
from tests.journeys.sights.desk import save_nothing
from tests.journeys.sights.sight import Sight, at
from tests.journeys.sights.states import office, secretary_of

COMING = 97


def contest():
    """A call that will open, with a theme in each state; the published one has a picture."""
    program = Program.objects.get(slug="design-competition")
    if found := Round.objects.filter(program=program, number=COMING).first():
        return found
    secretary, now = secretary_of(program), clock.now()
    dates = {"opens_at": now + timedelta(days=9), "closes_at": now + timedelta(days=40), "announces_at": now + timedelta(days=99)}
    until = (now + timedelta(days=70)).date()
    round_ = rounds.prepare(program, fiscal_year=2029, number=COMING, judging_until=until, by=secretary, **dates)
    host = Organization.objects.order_by("pk").first()
    made = [themes.add(round_, code=code, organization=host, title_ja="風をかたちに", by=secretary) for code in "ABC"]
    picture = SimpleUploadedFile("p.jpg", samples.picture(size=(800, 600)), "image/jpeg")
    themes.add_picture(made[1], picture, description_ja="ステンレスの板", by=secretary)
    for theme in made[1:]:
        themes.publish(theme, by=secretary)
    themes.retire(made[2], reason="会社の都合", by=secretary)
    return round_


def sights():
    round_ = contest()
    who = office(round_.program)
    yield Sight("rounds:detail", at("rounds:detail", round_), "with themes", who=who)
    for name in ("add_theme", "order_themes"):
        yield Sight(f"rounds:{name}", at(f"rounds:{name}", round_), "verb", who=who)
    yield Sight("rounds:add_theme", at("rounds:add_theme", round_), "with errors", who=who, do=save_nothing)
    yield Sight("themes:index", reverse("themes:index"), who=who)
    secretary = secretary_of(round_.program)
    asked = set()
    for theme in round_.themes.select_related("round__program"):
        yield Sight("themes:detail", reverse("themes:detail", args=[theme.pk]), theme.state, who=who)
        for name, view in VERBS.items():
            if name not in asked and view.may(secretary, theme):
                asked.add(name)
                yield Sight(f"themes:{name}", reverse(f"themes:{name}", args=[theme.pk]), "verb", who=who)
