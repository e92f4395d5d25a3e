"""Every address of the city is of a known class; a new one fails here until somebody says whom it is for."""

import csv
import uuid
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLResolver, get_resolver

CLASSES = {
    "public": "anyone; free of cookies",
    "entrance": "signing in and up, and what letters lead to; anyone, never cached",
    "signed in": "any account, about oneself",
    "own side": "the company's, team's or person's own records",
    "judge": "judges, their own assignments",
    "desk": "staff whom the desk's predicate lets in; our own views",
    "wagtail": "Wagtail's editors; pages and files for the public only",
    "people": "Wagtail's screens about accounts and groups",
    "sample city": "nothing (404) where real people work",
    "machine": "load balancers, feeds, search engines",
}


COUNTING = {
    "applications/<uuid:public_id>/receipt/<int:seq>/pdf": "the first, second, ... version of one application",
    "judging/<uuid:public_id>/files/<uuid:attachment>/pages/<int:number>/": "the first, second, ... page of one file",
    "judging/items/<uuid:public_id>/files/<uuid:attachment>/pages/<int:number>/": "the first, second, ... page of one file",
    "credentials/status/<slug:purpose>/<int:number>": "a list of 131,072 certificates, as the public register counts them",
    "account/2fa/webauthn/keys/<int:pk>/edit/": "the library's; finds one's own keys only",
    "account/2fa/webauthn/keys/<int:pk>/remove/": "the library's; finds one's own keys only",
    "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/": "Wagtail's; pages are public",
    "documents/authenticate_with_password/<int:restriction_id>/": "Wagtail's; documents are public",
}


def routes(resolver, prefix="", spaces=()):
    """(pattern, name, view) of every address below the resolver."""
    for pattern in resolver.url_patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, address, (*spaces, pattern.namespace) if pattern.namespace else spaces)
        else:
            yield address, ":".join([*spaces, pattern.name or ""]), pattern.callback


def known():
    with (Path(__file__).parent / "routes.csv").open(encoding="utf-8") as file:
        return {(row["pattern"], row["name"]): row["class"] for row in csv.DictReader(file)}


def own():
    """All routes but the media folder of the sample city."""
    return [(address, name, view) for address, name, view in routes(get_resolver()) if not address.startswith("media/")]


def test_every_route_is_classified():
    present = {(address, name) for address, name, _view in own()}

    assert {"not classified": sorted(present - set(known())), "gone": sorted(set(known()) - present)} == {
        "not classified": [],
        "gone": [],
    }


def test_classes_have_a_meaning():
    assert set(known().values()) == set(CLASSES)


def test_only_wagtails_admin_api_is_exempt_from_the_token():
    exempt = {address for address, _name, view in own() if getattr(view, "csrf_exempt", False)}

    # A dropped file is looked at and forgotten: no session, nothing changes, and its form stands on a page kept for everybody.
    assert {address for address in exempt if not address.startswith("admin/api/main/")} == {"verify/file/"}


def test_nothing_of_an_external_api_is_open():
    assert not {app for app in settings.INSTALLED_APPS if app.startswith(("wagtail.api", "rest_framework"))} - {"wagtail.api.v2"}


def test_desks_lie_behind_the_admin_prefix():
    places = Counter(address.split("/")[0] for (address, _name), kind in known().items() if kind in {"desk", "wagtail", "people"})

    assert set(places) == {"admin"}


def test_no_address_counts_records():
    """A serial number tells how many there are and invites to try the next; versions and editions count within their record."""
    counting = {address for address, _name, _view in own() if "<int:" in address and not address.startswith("admin/")}

    assert counting == set(COUNTING)


@pytest.mark.parametrize("path", ["admin/secret-new-desk/", "api/v2/pages/"])
def test_unclassified_route_would_be_noticed(path):
    assert (path, "new") not in known()


def test_pages_of_the_sample_city_are_not_there_where_people_work(db, client):
    addresses = [address for (address, _name), kind in known().items() if kind == "sample city"]

    paths = ["/" + address.replace("<uuid:public_id>", str(uuid.uuid4())) for address in addresses]
    answers = {path: client.get(path).status_code for path in paths}

    assert answers == dict.fromkeys(paths, 404)
    assert len(answers) >= 2
