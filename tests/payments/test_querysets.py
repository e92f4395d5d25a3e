from payments.models import Order


def test_what_is_owed_is_asked_for_many_at_once(place, pay, django_assert_num_queries):
    whole, in_part, paid, free = place(), place(), place(), place(0)
    pay(in_part, 500, "a")
    pay(paid, 5_500, "b")

    with django_assert_num_queries(1):
        owed = {order.pk: order.owed for order in Order.objects.with_owed()}

    assert owed == {whole.pk: 5_500, in_part.pk: 5_000, paid.pk: 0, free.pk: 0}
