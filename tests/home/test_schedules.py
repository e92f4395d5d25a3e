from datetime import date

from home.schedules import Phase, draw

CALL = Phase("受付", date(2026, 4, 1), date(2026, 4, 30))
JUDGING = Phase("審査", date(2026, 5, 11), date(2026, 5, 31))
AWARD = Phase("授与", date(2026, 6, 30), date(2026, 6, 30))


def test_draw_is_to_scale():
    schedule = draw([CALL, JUDGING, AWARD], date(2026, 5, 16))

    # April to June are 91 days.
    assert [(bar.x, bar.width) for bar in schedule.bars] == [(0.0, 32.97), (43.96, 23.07), (98.9, 1.1)]
    assert schedule.today_x == 49.45
    assert [month.day for month in schedule.months] == [date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1)]


def test_draw_knows_what_is_over():
    schedule = draw([CALL, JUDGING, AWARD], date(2026, 5, 31))

    assert [bar.phase for bar in schedule.bars] == ["past", "now", "next"]
    assert [bar.single for bar in schedule.bars] == [False, False, True]


def test_draw_leaves_today_out_when_it_is_not_on_the_paper():
    assert draw([CALL], date(2026, 5, 1)).today_x is None


def test_draw_puts_fewer_ticks_on_a_long_paper():
    schedule = draw([Phase("年度", date(2026, 4, 1), date(2027, 3, 31))], date(2026, 4, 1))

    assert len(schedule.months) == 6


def test_draw_of_nothing_is_empty():
    assert draw([], date(2026, 5, 1)).bars == ()
