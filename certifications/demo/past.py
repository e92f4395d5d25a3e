"""Eight years of finished rounds: each entry of the samples was applied for, judged, decided and released in its year."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from certifications.actions import certificates, decisions, judging, releases, results, rounds, themes, withdrawals
from certifications.demo import makers, outside
from certifications.models import Certificate, Program, Round, Team
from home import clock
from home.actions import letters
from organizations.models import User

REVIEWS = 2
NOT_CERTIFIED_REASON = "審査基準に照らした結果、今回は認証・認定に至りませんでした。評価の内訳は事務局へお問い合わせください。"

ANSWERED = "事実関係に相違はありません。取消しについて意見はありません。"
CONSIDERED = "保有者からの弁明の内容を確認した。事実関係に争いはなく、要件を満たさないことに変わりはない。"


def moment(year: int, month_day: str, hour: int = 9) -> datetime:
    """An instant of a fiscal year: January to March belong to the next calendar year."""
    month, day = map(int, month_day.split("-"))
    return datetime.combine(date(year if month >= 4 else year + 1, month, day), time(hour), tzinfo=clock.TOKYO)


@transaction.atomic
def build_round(program: Program, year: int, rows: Sequence[Mapping[str, Any]], dates: Mapping[str, Any], context: Any) -> None:
    """One finished round with its certificates. Adds context["certificates"] by entry code."""
    secretary, approver = context["secretaries"][program.slug], context["approvers"][program.slug]
    opens, closes = moment(year, dates["opens"]), moment(year, dates["closes"], 17)
    announces = datetime.combine(date.fromisoformat(rows[0]["issued_on"]), time(10), tzinfo=clock.TOKYO)
    with clock.at(opens - timedelta(days=30)):
        round_ = rounds.prepare(
            program,
            fiscal_year=year,
            number=year - dates["first_year"] + 1,
            opens_at=opens,
            closes_at=closes,
            judging_until=moment(year, dates["judging_until"]).date(),
            announces_at=announces,
            reviews_wanted=REVIEWS,
            by=secretary,
        )
        for judge in context["judges"][program.slug]:
            rounds.seat(round_, judge, by=secretary)
        rounds.publish(round_, by=secretary)
    made = {}
    for index, row in enumerate(rows):
        with clock.at(opens + timedelta(days=10 + index, hours=index % 6)):
            made[row["code"]] = _apply(row, round_, context)
    aim = {made[row["code"]].pk: 4.0 if row["level"] == lowest(program) else 4.6 for row in rows}
    with clock.at(closes + timedelta(days=20)):
        for application in made.values():
            makers.pass_screening(application, by=secretary)
        judging.spread(round_, by=secretary)
        rounds.open_judging(round_, by=secretary)
        if year == context["visited"]:
            outside.visit(round_, secretary=secretary)
    with clock.at(closes + timedelta(days=35)):
        round_.refresh_from_db()
        makers.score_all(round_, aim)
    with clock.at(announces - timedelta(days=20)):
        run = results.lock_and_rank(round_, by=secretary)
        _decide(run.round, rows, made, secretary, approver)
    with clock.at(announces):
        issued = releases.release(round_, by=approver)
    with clock.at(announces + timedelta(hours=1)):  # by then nobody calls it back any more
        letters.deliver_due()
    by_subject = {certificate.subject_id: certificate for certificate in issued}
    for row in rows:
        certificate = by_subject[made[row["code"]].subject_id]
        certificates.render(certificate)
        context["certificates"][row["code"]] = certificate
    for row in rows:
        _live(row, context["certificates"][row["code"]], announces, secretary, approver)


def lowest(program: Program) -> str:
    """The code of the program's lowest level: the one with the largest rank, since 1 is the highest."""
    return program.levels.order_by("-rank").values_list("code", flat=True)[0]


def _apply(row: Mapping[str, Any], round_: Round, context: Any) -> Any:
    parties = parties_of(row, context)
    theme = _theme(row, round_, context)
    application = makers.begin(row, round_, parties, context["areas"].get(row["area"]), theme)
    makers.fill_from_entry(application, row, by=parties["by"])
    if application.is_nomination:
        raise ValueError(f"{row['code']}: entries of the past apply for themselves.")
    makers.applications.submit(application, by=parties["by"])
    return application


def _theme(row: Mapping[str, Any], round_: Round, context: Any) -> Any:
    if not round_.program.themes or not context["theme_rows"]:
        return None
    offered = list(round_.themes.all())
    if not offered:
        offered = [add_theme(round_, theme_row, context) for theme_row in context["theme_rows"][:3]]
    return offered[makers.seed(row["code"]) % len(offered)]


def add_theme(round_: Round, row: Mapping[str, Any], context: Any) -> Any:
    """A company's theme in a round."""
    words = {f"{stem}_{language}": text for stem in ("title", "brief", "material") for language, text in row[stem].items()}
    secretary, company = context["secretaries"][round_.program.slug], context["organizations"][row["organization"]]
    price = row["target_price_yen"]
    theme = themes.add(round_, code=row["code"], organization=company, target_price_yen=price, by=secretary, **words)
    themes.publish(theme, by=secretary)
    return theme


def parties_of(row: Mapping[str, Any], context: Any) -> dict[str, Any]:
    """Who applies: an organization through its owner, a person, or a team through its first member."""
    if row.get("organization"):
        organization = context["organizations"][row["organization"]]
        owner = organization.memberships.get(role="owner").user
        return {"organization": organization, "by": owner}
    if row.get("team"):
        team = team_of(row["team"], context)
        return {"team": team, "by": team.created_by}
    person = person_of(row["person"], row["code"], context)
    return {"person": person, "candidate": person, "by": person}


def team_of(code: Any, context: Any) -> Team:
    """A team of the samples; of an unnamed one, the words themselves are the name."""
    teams = context.setdefault("teams", {})
    if code not in teams:
        row = context["team_rows"].get(code) or {"name": {"ja": code}, "members": ["designer1"]}
        members = [context["people"][member] for member in row["members"]]
        teams[code] = Team.objects.create(name=row["name"]["ja"], created_by=members[0])
        teams[code].members.set(members)
    return teams[code]


def person_of(facts: Any, code: str, context: Any) -> User:
    """A person of the samples (by code), or somebody known only from a past round, who cannot sign in."""
    if isinstance(facts, str):
        return context["people"][facts]
    same_name = [person for person in context["people"].values() if person.name == facts["name"]]
    if same_name:
        return same_name[0]
    email = f"{code}@takumi.example"
    known = User.objects.filter(email=email).first()
    return known or User.objects.create_user(email, None, name=facts["name"], name_kana=facts.get("kana", ""))


def _decide(round_: Round, rows: Sequence[Mapping[str, Any]], made: Mapping[str, Any], secretary: Any, approver: Any) -> None:
    levels = {level.code: level for level in round_.program.levels.all()}
    for row in rows:
        application = made[row["code"]]
        application.refresh_from_db()
        decision = decisions.draft(
            application, outcome="certified", level=levels[row["level"]], public_comment=row.get("comment", ""), by=secretary
        )
        decisions.propose(decision, by=secretary)
        decisions.approve(decision, by=approver)


def _live(row: Mapping[str, Any], certificate: Certificate, announces: datetime, secretary: Any, approver: Any) -> None:
    """What happened to a certificate after it was issued."""
    reason = row.get("status_reason") or {}
    later = min(announces + timedelta(days=500), clock.now() - timedelta(days=40))
    last_day = date.fromisoformat(row["valid_until"]) if row["status"] == "expired" else None
    if last_day:
        later = min(later, announces + (last_day - announces.date()))
    with clock.at(later):
        match row["status"]:
            case "expired" if last_day and certificate.valid_until is None:
                certificates.end_term(certificate, on=last_day, reason=reason.get("ja", ""), by=secretary)
            case "suspended":
                certificates.suspend(certificate, reason_class=row["reason_class"], reason=reason, by=secretary)
            case "surrendered":
                facts = {"told_by": "letter", "reason_class": row["reason_class"]}
                certificates.surrender(certificate, reason=reason, by=secretary, **facts)
            case "withdrawn":
                withdrawal = withdrawals.begin(
                    certificate,
                    reason_class=row["reason_class"],
                    grounds=reason["ja"],
                    answer_until=withdrawals.first_possible_day(certificate.program),
                    by=secretary,
                )
        letters.deliver_due()
    if row["status"] == "withdrawn":
        with clock.at(later + timedelta(days=9)):
            withdrawals.enter_answer(withdrawal, text=ANSWERED, told_by="letter", by=secretary)
        with clock.at(later + timedelta(days=20)):
            withdrawals.uphold(withdrawal, reason=reason, note=CONSIDERED, by=approver)
            letters.deliver_due()
