"""The desk of dossiers: asked for on the case, read on its page, taken with a note."""

from datetime import timedelta

import pytest
from django.urls import reverse

from certifications.actions import dossiers, releases
from certifications.models import Dossier
from home import clock
from tests.certifications import making
from tests.certifications.deciding import RELEASE, again, approved, locked

pytestmark = pytest.mark.django_db


@pytest.fixture
def released(in_judging, open_round, secretary, approver):
    locked(open_round, secretary)
    approved(in_judging, secretary, approver)
    with clock.at(RELEASE):
        releases.release(again(open_round), by=approver)
    with clock.at(RELEASE + timedelta(days=3)):
        yield again(in_judging)


def test_from_the_case_to_the_paper(at_desk, released, secretary):
    client, verb = at_desk(secretary), reverse("cases:ask_dossier", args=[released.public_id])
    offered = client.get(verb).context["form"]["left_out"].value()
    client.post(verb, {"purpose": "disclosure", "left_out": offered, "reason": "開示請求 第12号"})
    dossier = Dossier.objects.get()
    dossiers.make(dossier)
    page = client.get(reverse("dossiers:detail", args=[dossier.public_id])).content.decode()
    paper = client.get(reverse("dossiers:paper", args=[dossier.public_id]))

    assert offered == ["companies", "files", "identity", "judges"]
    assert ("開示請求 第12号" in page, "含めていないもの" in page, paper.status_code) == (True, True, 200)
    assert dossier.history.filter(action="dossier.read").values_list("by", flat=True).get() == secretary.pk


def test_strangers_find_nothing(at_desk, released, secretary):
    dossier = dossiers.ask(released, purpose="audit", left_out=[], reason="監査", by=secretary)
    elsewhere = making.office(making.program("meister"), "elsewhere")
    client = at_desk(elsewhere)

    found = [
        client.get(reverse(f"dossiers:{name}", args=[dossier.public_id])).status_code for name in ("detail", "paper", "archive")
    ]

    assert found == [404, 404, 404]


def test_a_dossier_that_is_not_made_yet_says_so(at_desk, released, secretary):
    dossier = dossiers.ask(released, purpose="audit", left_out=[], reason="監査", by=secretary)
    client = at_desk(secretary)

    answer = client.get(reverse("dossiers:paper", args=[dossier.public_id]), follow=True)

    assert "もう一度作成してください" in answer.content.decode()
