"""A program of its own on the served site, whose form is written in lines and whose round is open by the real clock."""

from datetime import timedelta

from certifications.actions import form_adoptions, form_versions
from certifications.models import Round
from home import clock
from tests.certifications import making


def program_with(form, **settings):
    """A round that takes applications with such a form: the round and its secretary. `settings` are those of the round."""
    with clock.at(making.DURING):
        program = making.program()
        secretary = making.office(program, "secretary")
        round_ = making.published_round(program, secretary, **settings)
        version = form_versions.begin(program, empty=True, by=secretary)
        version = form_versions.add_lines(version, "", form, row_version=version.row_version, by=secretary)
        version = form_versions.publish(version, row_version=version.row_version, by=secretary)
        form_adoptions.adopt(Round.objects.get(pk=round_.pk), version, seen_as=form_adoptions.seen(round_, version), by=secretary)
    open_now(round_)
    return round_, secretary


def open_now(round_, closes_in=timedelta(days=9)):
    """The server of a journey knows no other clock than the machine's; the round opened on the tests' first day."""
    now = clock.now()
    Round.objects.filter(pk=round_.pk).update(
        closes_at=now + closes_in,
        judging_until=(now + timedelta(days=60)).date(),
        announces_at=now + timedelta(days=90),
    )
    round_.refresh_from_db()
