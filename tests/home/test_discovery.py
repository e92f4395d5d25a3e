from home.discovery import reactions


def test_reactions_of_a_name_are_those_that_answer_to_it():
    assert [f"{react.__module__}.{react.__name__}" for react in reactions("released")] == ["brands.reactions.released"]
    assert reactions("nobody_answers") == []
