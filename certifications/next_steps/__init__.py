"""What comes next on a case or a round, and whose turn it is. One answer for every state and every reader."""

from certifications.next_steps.cases import of_case
from certifications.next_steps.rounds import of_round
from certifications.next_steps.signatures import to_sign
from certifications.next_steps.steps import NextStep

__all__ = ["NextStep", "of_case", "of_round", "to_sign"]
