"""The sample city's registrations: by approval, by lot, full with a waiting list, over, with a fee, not opened yet."""

from datetime import datetime, timedelta
from typing import Any

from events.actions import admissions, registration_terms, registrations
from events.models import Event, Quota, Registration, RegistrationTerms
from events.terms_forms import CONSENT, consent
from home import clock
from payments.actions import bank, orders
from payments.bank_files import Received
from payments.models import Order

DAY = timedelta(days=1)
SEED = "tsunagi-sample-2026"
QUESTION = {
    "key": "q1",
    "kind": "choice",
    "required": False,
    "words": {"ja": "手話通訳・要約筆記", "en": "Sign language or captions", "zh": "手语翻译或字幕"},
    "choices": [
        {"ja": "希望する", "en": "Yes, please", "zh": "需要"},
        {"ja": "希望しない", "en": "Not needed", "zh": "不需要"},
    ],
}
WISH = {
    "key": "q2",
    "kind": "text",
    "required": False,
    "words": {"ja": "当日聞きたいこと", "en": "What would you like to hear about?", "zh": "想了解的内容"},
    "choices": [],
}
CONSENTS = [
    consent("registration", CONSENT),
    consent(
        "other",
        {
            "ja": "今後の催しの案内をメールで受け取ります。",
            "en": "Please tell me about coming events by e-mail.",
            "zh": "希望通过邮件接收今后活动的通知。",
        },
    ),
]
ONSITE = {"name_ja": "会場", "name_en": "On site", "name_zh": "现场", "mode": "onsite"}
ONLINE = {"name_ja": "オンライン", "name_en": "Online", "name_zh": "线上", "mode": "online"}
STUDENTS = {"name_ja": "学生", "name_en": "Students", "name_zh": "学生", "mode": "onsite"}
PEOPLE = (
    ("佐藤 恵", "サトウ　メグミ", "megumi.sato"),
    ("鈴木 大輔", "スズキ　ダイスケ", "daisuke.suzuki"),
    ("高橋 由美", "タカハシ　ユミ", "yumi.takahashi"),
    ("田中 健", "タナカ　ケン", "ken.tanaka"),
    ("伊藤 さくら", "イトウ　サクラ", "sakura.ito"),
    ("渡辺 修", "ワタナベ　オサム", "osamu.watanabe"),
    ("山本 直子", "ヤマモト　ナオコ", "naoko.yamamoto"),
    ("中村 拓也", "ナカムラ　タクヤ", "takuya.nakamura"),
    ("小林 真理", "コバヤシ　マリ", "mari.kobayashi"),
    ("加藤 学", "カトウ　マナブ", "manabu.kato"),
)


def build(events: dict[str, Event], by: Any) -> None:
    """Opens registration for some events of the city, and lets people register."""
    _full(events["award-ceremony"], by)
    _drawn(events["reverse-fair"], by)
    _asked(events["meister-festival"], by)
    _before_draw(events["eco-tech"], by)
    _past(events["design-final-last"], by)
    _written(events["kis-briefing"], by)
    _paid_for(events["materials-seminar"], by)


def _full(event: Event, by: Any) -> None:
    """Few places that are gone: three stand in line, one is offered what somebody has given back."""
    opened_at = clock.now() - 6 * DAY
    _open(event, by, opened_at, {**ONSITE, "size": 4}, {**ONLINE, "size": 100})
    rows = [_register(event, person, opened_at, hours=3 * number) for number, person in enumerate(PEOPLE[:7])]
    _register(event, PEOPLE[7], opened_at, hours=40, order=1)
    with clock.at(clock.now() - timedelta(hours=5)):
        registrations.cancel(rows[1])
        admissions.enter(
            event, quota=_quota(event, 1), seats_wanted=1, name="森 花子", kana="モリ　ハナコ", organization_name="",
            remark="電話で受付", by=by,
        )  # fmt: skip


def _drawn(event: Event, by: Any) -> None:
    """A draw that has been held: five places, among them groups."""
    opened_at = clock.now() - 7 * DAY
    _open(event, by, opened_at, {**ONSITE, "size": 5}, admission="draw", largest_group=3, closes_at=clock.now() - DAY)
    for number, person in enumerate(PEOPLE):
        _register(event, person, opened_at, hours=7 * number, seats=1 + (number % 4 == 0))
    with clock.at(clock.now() - timedelta(hours=3)):
        admissions.hold_draw(event.terms, by=by)


def _asked(event: Event, by: Any) -> None:
    """The office decides: some have a place, one was declined, some are waiting for its word."""
    opened_at = clock.now() - 4 * DAY
    _open(event, by, opened_at, {**ONSITE, "size": 12}, {**STUDENTS, "size": 4}, admission="approval", largest_group=2)
    rows = [_register(event, person, opened_at, hours=5 * number, order=number % 2) for number, person in enumerate(PEOPLE[:6])]
    with clock.at(clock.now() - timedelta(hours=8)):
        admissions.approve(rows[0], by=by)
        admissions.approve(rows[1], by=by)
        admissions.decline(rows[2], reason="今回は市内の事業所の方を優先しました。", by=by)


def _before_draw(event: Event, by: Any) -> None:
    """A draw to which people are still registering."""
    opened_at = clock.now() - 3 * DAY
    _open(event, by, opened_at, {**ONSITE, "size": 6}, admission="draw", largest_group=4)
    for number, person in enumerate(PEOPLE[3:]):
        _register(event, person, opened_at, hours=4 * number, seats=1 + number % 3)


def _past(event: Event, by: Any) -> None:
    """An event that is over: who came, and one who did not."""
    opened_at = event.starts_at - 20 * DAY
    _open(event, by, opened_at, {**ONSITE, "size": 120})
    rows = [_register(event, person, opened_at, hours=20 * number) for number, person in enumerate(PEOPLE[:6])]
    with clock.at(event.starts_at):
        for row in rows[:5]:
            admissions.attend(Registration.objects.get(pk=row.pk), by=by)


def _paid_for(event: Event, by: Any) -> None:
    """A fee: one has paid, one is to pay, one did not in time, one stands in line."""
    if event.payee is None:
        return
    opened_at = clock.now() - 25 * DAY
    facts: dict[str, Any] = {"refund_until": event.starts_at - 2 * DAY, "largest_group": 2}
    _open(event, by, opened_at, {**ONSITE, "size": 3}, **facts)
    late = _register(event, PEOPLE[0], opened_at, hours=1)
    paid, _to_pay = (_register(event, person, opened_at, hours=24 * 16 + number) for number, person in enumerate(PEOPLE[1:3]))
    with clock.at(clock.now() - 4 * DAY):
        orders.expire(Order.objects.get(registration=late))
    order = Order.objects.get(registration=paid)
    line = Received(clock.today() - DAY, order.total, f"{order.code} ｽｽﾞｷ ﾀﾞｲｽｹ")
    listed = bank.read_in(event.payee, [line], name="seminar.csv", content=b"sample seminar", by=None)
    bank.allocate(listed.lines.get(), order, by=None)
    _register(event, PEOPLE[4], opened_at, hours=24 * 20, seats=2)


def _written(event: Event, by: Any) -> None:
    """Terms that wait to be opened."""
    _write(event, by, clock.now(), {**ONLINE, "size": 300})


def _open(event: Event, by: Any, opened_at: datetime, *quotas: dict[str, Any], **facts: Any) -> None:
    with clock.at(opened_at):
        registration_terms.open_registration(_write(event, by, opened_at, *quotas, **facts), by=by, seed=SEED)


def _write(event: Event, by: Any, opens_at: datetime, *quotas: dict[str, Any], **facts: Any) -> RegistrationTerms:
    before = event.starts_at - DAY
    times: dict[str, Any] = {"opens_at": opens_at, "closes_at": before, "change_until": before, "remind_at": before}
    words = {"kept_until": event.ends_at + 365 * DAY, "questions": [QUESTION, WISH], "consents": CONSENTS}
    return registration_terms.save(event, by=by, quotas=quotas, **times | words | facts)


def _register(
    event: Event, person: tuple[str, str, str], opened_at: datetime, *, hours: int, seats: int = 1, order: int = 0
) -> Registration:
    name, kana, address = person
    with clock.at(opened_at + timedelta(hours=hours)):
        return registrations.register(
            event, quota=_quota(event, order), seats_wanted=seats, name=name, kana=kana, organization_name="",
            email=f"{address}@people.example", answers={"q1": "1"}, consents=["registration"], language="ja",
        )  # fmt: skip


def _quota(event: Event, order: int) -> Quota:
    return event.quotas.get(order=order)
