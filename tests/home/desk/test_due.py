"""What is due: by which day, in which turn, and how many lines of it."""

from datetime import timedelta

from home import clock
from home.desk.due import MOST, Due, in_turn, lines
from organizations.models import User


def due(days=None, **facts):
    return Due("do", f"{days}", day=None if days is None else clock.today() + timedelta(days=days), **facts)


def test_a_day_is_over_today_or_still_to_come():
    assert [(due(days).over, due(days).is_today) for days in (-2, 0, 3, None)] == [(2, False), (0, True), (0, False), (0, False)]


def test_her_own_stands_first_then_the_longest_over_and_what_has_no_day_last():
    found = in_turn([due(), due(1), due(-3), due(0, own=True), due(own=True)])

    assert [(each.title, each.own) for each in found] == [
        ("0", True), ("None", True), ("-3", False), ("1", False), ("None", False),
    ]  # fmt: skip


def test_a_line_for_each_of_the_first_and_one_for_the_others(db):
    def many(count):
        User.objects.all().delete()
        User.objects.bulk_create(User(email=f"{number}@a.example", name=f"{number:02}") for number in range(count))
        found = lines(User.objects.order_by("name"), lambda user: Due("look", user.name), lambda more: Due("rest", str(more)))
        return len(found), found[-1].title

    assert [many(count) for count in (1, MOST, MOST + 3)] == [(1, "00"), (MOST, f"{MOST - 1:02}"), (MOST + 1, "3")]
