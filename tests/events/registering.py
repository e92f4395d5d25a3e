"""Events that are open for registration, and people who register: all by the real actions."""

from datetime import timedelta

from events.actions import registration_terms, registrations
from events.models import Quota, Registration
from events.terms_forms import consent
from home import clock

PRIVACY = consent("registration", {"ja": "利用に同意します。", "en": "I agree.", "zh": "我同意。"})
NEWS = consent("other", {"ja": "案内を希望します。", "en": "Send me news.", "zh": ""})
DIET = {"key": "q1", "kind": "choice", "required": False, "words": {"ja": "懇親会", "en": "Reception", "zh": ""},
        "choices": [{"ja": "出る", "en": "I come", "zh": ""}, {"ja": "出ない", "en": "I do not", "zh": ""}]}  # fmt: skip
SEED = "f00dfeed"


def seats(name="会場", size=2, mode="onsite"):
    return {"name_ja": name, "name_en": "", "name_zh": "", "mode": mode, "size": size}


def terms_facts(event, **facts):
    now, before = clock.now(), event.starts_at - timedelta(hours=20)
    times = {"opens_at": now, "closes_at": before, "change_until": before, "remind_at": before}
    known = {"kept_until": event.ends_at + timedelta(days=365), "questions": [DIET], "consents": [PRIVACY, NEWS]}
    return times | known | facts


def opened(event, by, *quotas, **facts):
    """The event, open for registration from now on: two seats on site, unless said otherwise."""
    terms = registration_terms.save(event, by=by, quotas=quotas or [seats()], **terms_facts(event, **facts))
    registration_terms.open_registration(terms, by=by, seed=SEED)
    return event


def quota_of(event, order=0):
    return Quota.objects.get(event=event, order=order)


def register(event, who="sato", *, wanted=1, order=0, **facts):
    known = {"name": who.title(), "kana": "", "organization_name": "", "answers": {}, "consents": ["registration"]}
    return registrations.register(
        event, quota=quota_of(event, order), seats_wanted=wanted, email=f"{who}@people.example", language="ja", **known | facts
    )


def numbers(event, order=0):
    """Used, held and free seats."""
    quota = quota_of(event, order)
    return quota.used, quota.held, quota.free


def stands(event):
    """Who stands where: the local part of each address, and the state, by order of arrival."""
    return [(row.email.partition("@")[0], row.state) for row in Registration.objects.filter(event=event).order_by("pk")]


def fresh(registration):
    return Registration.objects.get(pk=registration.pk)
