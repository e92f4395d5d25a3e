"""The clock of a case: business days used and left, pauses while the applicant corrects, the due day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from certifications.processing_time import Pause, ProcessingTime, reckon
from home.business_days import business_days, closing_days, is_business_day

YEAR_END = closing_days("12-29..01-03")
MONDAY = date(2026, 11, 16)
STARTS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
SPANS = st.integers(0, 300)


def test_clock_counts_from_the_day_after_receipt():
    clock = reckon(MONDAY, standard=10, today=date(2026, 11, 20), closed=YEAR_END)

    assert clock == ProcessingTime(standard=10, used=4, due=date(2026, 12, 1), paused=False, ended=False)
    assert (clock.left, clock.over, clock.overdue) == (6, 0, False)


def test_clock_leaves_out_holidays_and_the_citys_closing_days():
    clock = reckon(date(2026, 12, 25), standard=3, today=date(2027, 1, 5), closed=YEAR_END)

    assert (clock.used, clock.due) == (3, date(2027, 1, 5))


def test_clock_stands_while_the_applicant_corrects():
    asked, answered = date(2026, 11, 18), date(2026, 11, 25)
    today = date(2026, 11, 27)

    clock = reckon(MONDAY, standard=10, today=today, pauses=[Pause(asked, answered)])

    assert (clock.used, clock.left, clock.paused) == (4, 6, False)
    assert clock.due == date(2026, 12, 7)


def test_clock_of_an_open_correction_puts_the_due_day_off_day_by_day():
    days = [date(2026, 11, 20), date(2026, 11, 24), date(2026, 11, 25)]

    clocks = [reckon(MONDAY, standard=10, today=day, pauses=[Pause(date(2026, 11, 18))]) for day in days]

    assert [(each.used, each.paused) for each in clocks] == [(2, True)] * 3
    assert [each.due for each in clocks] == [date(2026, 12, 3), date(2026, 12, 4), date(2026, 12, 7)]


def test_clock_is_at_risk_near_the_end_and_overdue_after_it():
    clocks = [reckon(MONDAY, standard=20, today=MONDAY + timedelta(days=days)) for days in (1, 16, 40)]

    assert [(each.at_risk, each.overdue) for each in clocks] == [(False, False), (True, False), (True, True)]
    assert clocks[2].over > 0
    assert clocks[2].left == 0


def test_clock_stops_when_the_case_is_over():
    clock = reckon(MONDAY, standard=5, today=date(2027, 3, 1), ended=date(2026, 11, 20))

    assert (clock.used, clock.ended, clock.at_risk, clock.overdue) == (4, True, False, False)


@given(STARTS, st.integers(1, 250), SPANS)
def test_due_day_is_the_business_day_on_which_the_standard_is_used_up(received, standard, days):
    clock = reckon(received, standard=standard, today=received + timedelta(days=days), closed=YEAR_END)

    assert is_business_day(clock.due, YEAR_END)
    assert business_days(received, clock.due, YEAR_END) == standard


@given(STARTS, st.integers(1, 250), SPANS, SPANS, SPANS)
def test_pause_never_adds_to_what_is_used_and_never_brings_the_due_day_nearer(received, standard, days, start, length):
    today = received + timedelta(days=days)
    first = received + timedelta(days=start)
    without = reckon(received, standard=standard, today=today, closed=YEAR_END)

    clock = reckon(
        received, standard=standard, today=today, closed=YEAR_END, pauses=[Pause(first, first + timedelta(days=length))]
    )

    assert clock.used <= without.used
    assert clock.due >= without.due
    assert clock.left - max(clock.over, 0) == standard - clock.used


@given(STARTS, st.integers(1, 250), SPANS)
def test_clock_never_runs_backwards(received, standard, days):
    today = received + timedelta(days=days)

    used = [reckon(received, standard=standard, today=day, closed=YEAR_END).used for day in (today, today + timedelta(days=1))]

    assert used[1] - used[0] in {0, 1}


@given(STARTS, SPANS, SPANS)
def test_overlapping_pauses_count_once(received, start, length):
    today = received + timedelta(days=300)
    pause = Pause(received + timedelta(days=start), received + timedelta(days=start + length))

    once = reckon(received, standard=100, today=today, pauses=[pause])
    twice = reckon(received, standard=100, today=today, pauses=[pause, pause])

    assert once == twice


PAUSES = st.lists(st.tuples(st.integers(-20, 300), st.one_of(st.none(), st.integers(0, 120))), max_size=4)


@given(STARTS, st.integers(0, 250), SPANS, PAUSES, st.one_of(st.none(), SPANS))
def test_clock_agrees_with_counting_day_by_day(received, standard, days, spans, ended):
    day_of = lambda number: received + timedelta(days=number)  # noqa: E731  short names for many days
    today, over = day_of(days), None if ended is None else day_of(ended)
    pauses = [Pause(day_of(start), None if length is None else day_of(start + length)) for start, length in spans]

    clock = reckon(received, standard=standard, today=today, pauses=pauses, closed=YEAR_END, ended=over)

    assert (clock.used, clock.due) == counted_day_by_day(received, standard, today, pauses, over)


def counted_day_by_day(received, standard, today, pauses, ended):
    last = min(ended, today) if ended else today
    used, counted, day, due = 0, 0, received, received if standard == 0 else None
    while day < last or due is None:
        day += timedelta(days=1)
        stopped = any(pause.start < day <= (pause.end or max(today, pause.start)) for pause in pauses)
        if is_business_day(day, YEAR_END) and not stopped:
            counted += 1
            used += day <= last
            due = day if due is None and counted == standard else due
    return used, due
