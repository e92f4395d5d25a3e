"""The steps of an approval, as rules name them."""

from certifications.approval_steps import faults_of, steps_of

THREE = {"steps": [{"code": code, "name": {"ja": name}} for code, name in (("a", "係長"), ("b", "課長"), ("c", "部長"))]}


def test_steps_come_in_the_order_of_the_rules():
    steps = steps_of({"approval": THREE})

    assert [(step.order, step.code, step.name["ja"]) for step in steps] == [(1, "a", "係長"), (2, "b", "課長"), (3, "c", "部長")]


def test_rules_without_steps_mean_one_approver():
    assert [step.code for step in steps_of({})] == ["approver"]
    assert [step.code for step in steps_of({"approval": {"steps": []}})] == ["approver"]


def test_faults_name_the_step():
    broken = {
        "steps": [
            {"code": "a", "name": {"ja": "係長"}},
            {"code": "a", "name": {"en": "Head"}},
            {"code": "", "name": {"ja": "長"}},
        ]
    }

    assert faults_of(THREE) == []
    assert faults_of(broken) == ["step 3 has no code", "code a stands twice", "step 2 has no Japanese name"]
