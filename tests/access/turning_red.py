"""Whether one cell of a sweep is answered otherwise than its table says, or with a word that is not for its reader."""

from dataclasses import dataclass

from tests.access import (
    addresses,
    judging_addresses,
    sweep,
    test_canaries,
    test_judging_matrix,
    test_judging_secrets,
    test_matrix,
)
from tests.access.judging_worlds import STATES


@dataclass(frozen=True)
class Cell:
    """`state` is a stage of a case (matrix.csv) or a state of a matter (judging.csv)."""

    state: str
    resource: str
    role: str

    @property
    def of_judging(self):
        return self.state in STATES

    @property
    def expected(self):
        table = test_judging_matrix.MATRIX if self.of_judging else test_matrix.MATRIX
        return table[self.resource, self.state, self.role]


def during(state, world, matters):
    return (matters if state in STATES else world).during(state)


def requests_of(thing, world, matters):
    """By resource, what is sent about the case or the matter."""
    everything = judging_addresses.everything(matters, thing) if thing.stage in STATES else addresses.everything(world, thing)
    return {request.name: request for request in everything}


def knows(role, word):
    _mark, state, kind = word.rstrip("-").split("-", 2)
    if state in STATES:
        return role in test_judging_secrets.readers(state, kind)
    return test_canaries.may_know(word.rstrip("-"), role)


def found(cell, request, client):
    """The letter of the answer, and the words in it that are not for her; what it does has never happened."""
    with sweep.undone():
        response = request.sent_by(client)
        letter, text = sweep.letter(response), test_canaries.text_of(response)
    words = set(test_canaries.WORD.findall(text))
    return letter, {word for word in words if not knows(cell.role, word)}
