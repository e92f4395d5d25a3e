"""The pages of who asks for a master or a tour, and of the host: by private links, without an account."""

from datetime import timedelta

import pytest
from django.urls import reverse

from home import clock
from matching import engagement_emails
from matching.actions import engagements
from matching.models import Engagement
from organizations.actions import roles
from tests.certifications import making
from tests.matching import engaging

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(db):
    person = making.person("coordinator")
    roles.grant(person, "coordinator", by=None)
    return person


def link(record, name):
    return reverse(f"matching:{name}", args=[engagement_emails.private_mark(record)])


def send(client, **facts):
    path = reverse("matching:engage")
    stamp = client.get(path).context["form"].initial["opened"]
    day = clock.today() + timedelta(days=14)
    typed = {name: engaging.SENT[name] for name in ("kind", "origin", "people", "name", "organization_name", "email", "body")}
    with clock.at(clock.now() + timedelta(minutes=1)):
        return client.post(path, typed | {"first_day": f"{day:%Y/%m/%d}", "opened": stamp} | facts)


def test_asking_needs_no_account_and_the_address_is_confirmed(client, registers, released):
    answer = send(client)
    engagement = Engagement.objects.get()

    client.get(link(engagement, "engagement"))
    looked = Engagement.objects.get().state
    client.post(link(engagement, "engagement"), {"do": "confirm"})

    assert (answer.status_code, looked, Engagement.objects.get().state) == (302, "unconfirmed", "received")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"homepage": "x"}, "homepage"),
        ({"people": "0"}, "people"),
        ({"first_day": "2020/1/1"}, "__all__"),
        ({"kind": ""}, "kind"),
    ],
)
def test_what_is_refused_stays_on_the_form(client, registers, released, facts, field):
    answer = send(client, **facts)

    assert (answer.status_code, list(answer.context["form"].errors)) == (400, [field])
    assert not Engagement.objects.exists()


def test_the_host_says_yes_and_reports_by_her_link(client, released, coordinator):
    offer = engaging.offered(released, coordinator)
    page = client.get(link(offer, "offer")).content.decode()

    client.post(link(offer, "offer"), {"do": "accept"})
    engagements.confirm(engaging.again(offer.engagement), held_on=clock.today(), place="本社", by=coordinator)
    empty = client.post(link(offer, "offer"), {"do": "report"})
    client.post(link(offer, "offer"), {"do": "report", "attended": "１８", "words": "盛況"})

    done = engaging.again(offer.engagement)
    assert ("工場を見学したいです。" in page, "maria@" in page, empty.status_code) == (True, False, 400)
    assert (done.state, done.attended) == ("reported", 18)


def test_who_declined_cannot_report_what_another_holds(client, released, coordinator):
    offer = engaging.offered(released, coordinator)
    engagements.answer(offer, accepts=False)
    Engagement.objects.update(state="confirmed", certificate=released, held_on=clock.today())

    client.post(link(offer, "offer"), {"do": "report", "attended": "1"})

    assert engaging.again(offer.engagement).state == "confirmed"


def test_links_of_one_side_do_not_open_the_other(client, released, coordinator):
    offer = engaging.offered(released, coordinator)

    crossed = [
        reverse("matching:offer", args=[engagement_emails.private_mark(offer.engagement)]),
        reverse("matching:engagement", args=[engagement_emails.private_mark(offer)]),
        reverse("matching:offer", args=[f"{offer.public_id}~x"]),
    ]

    assert [client.get(path).status_code for path in crossed] == [404, 404, 404]


def test_offers_taken_back_are_not_there(client, released, coordinator):
    offer = engaging.offered(released, coordinator)
    engagements.take_back(offer.engagement, by=coordinator)

    assert client.get(link(offer, "offer")).status_code == 404


def test_the_holders_list_names_her_own_only(client, released, owner, coordinator):
    offer = engaging.offered(released, coordinator)
    other = making.member(making.organization("別の会社"), "other")

    pages = {}
    for person in (owner, other):
        client.force_login(person)
        pages[person] = link(offer, "offer") in client.get(reverse("matching:offers")).content.decode()

    assert pages == {owner: True, other: False}


def test_the_desk_arranges_from_suggestion_to_report(client, settings, released, coordinator, secretary):
    settings.SECOND_FACTOR_REQUIRED = False
    engagement = engaging.received()
    at = {verb: reverse(f"engagements:{verb}", args=[engagement.public_id]) for verb in ("detail", "offer", "confirm", "report")}
    client.force_login(secretary)
    refused = client.get(at["detail"]).status_code
    client.force_login(coordinator)

    page = client.get(at["detail"]).content.decode()
    client.post(at["offer"], {"host": str(released.public_id)})
    engagements.answer(engagement.offers.get(), accepts=True)
    client.post(at["confirm"], {"held_on": f"{clock.today():%Y/%m/%d}", "place": "本社"})
    client.post(at["report"], {"attended": "7"})

    assert (refused, str(released.public_id) in page) == (302, True)
    assert (engaging.again(engagement).state, engaging.again(engagement).attended) == ("reported", 7)


def test_the_desks_list_asks_the_same_for_one_and_three(client, settings, released, coordinator, django_assert_max_num_queries):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(coordinator)
    path = reverse("engagements:index")
    engaging.received()
    client.get(path)
    with django_assert_max_num_queries(40) as one:
        client.get(path)
    for number in range(2):
        engaging.received(email=f"a{number}@delegation.example")
    with django_assert_max_num_queries(40) as three:
        client.get(path)

    assert len(one) == len(three)
