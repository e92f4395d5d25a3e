"""Why each pair was chosen, and which single limit, loosened by one, would give one review more."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from certifications.assignment_problems import Assigned, Gap, Held, Reason, Relax, Table
from certifications.judge_graphs import Pair


def explained(known: Table, held: Iterable[Held], pairs: Sequence[Pair], links: Mapping[Pair, int]) -> Iterator[Assigned]:
    """The pairs with their reasons; at least one each. `links` says of each link review whether it joins groups."""
    before = {(row.judge, row.application): "fixed" if row.fixed else "kept" for row in held}
    load = Counter(judge for judge, _application in pairs)
    for judge, application in pairs:
        row, reader = known.applications[application], known.judges[judge]
        is_link = (judge, application) in links
        able = [
            other
            for other in known.judges
            if known.may_read(other, application) and (is_link or known.is_on_panel(other, application))
        ]
        others_again = sum((other, row.organization) in known.read_before for other in able)
        again = (judge, row.organization) in known.read_before
        level = reader.expertise.get(row.field, 0)
        reasons = [
            Reason(before[judge, application], 1) if (judge, application) in before else None,
            Reason("link", links[judge, application]) if is_link else None,
            Reason("expertise", level) if level else None,
            Reason("rotation", others_again) if others_again and not again else None,
            Reason("load", load[judge]) if load[judge] * len(able) <= sum(load[other] for other in able) else None,
        ]
        given = [reason for reason in reasons if reason] or [Reason("available", len(able))]
        if again:
            given.append(Reason("repeated_organization", 1))
        if row.field in reader.fields_read:
            given.append(Reason("repeated_field", 1))
        yield Assigned(judge, application, is_link, tuple(given))


def gaps(known: Table, ordinary: Sequence[Pair], *, fixed: Collection[Pair]) -> Iterator[Gap]:
    """Applications that lack reviews. `fixed` pairs (link reviews too) cannot be handed to another judge.

    Follows the augmenting paths of the flow (Ford and Fulkerson): a judge helps if a review more at her end of a path
    reaches the application, be it by handing other cases on.
    """
    links = [pair for pair in fixed if pair not in ordinary]
    reads = {*ordinary, *fixed}
    load = Counter(judge for judge, _application in [*ordinary, *links])
    given = Counter(application for _judge, application in ordinary)
    cases: dict[str, list[str]] = {judge: [] for judge in known.judges}
    for judge, application in ordinary:
        if (judge, application) not in fixed:
            cases[judge].append(application)
    takers = {
        application: [judge for judge in known.reviewers(application) if (judge, application) not in reads]
        for application in known.applications
    }
    able = _able_to_take(known, cases, takers, load)
    for application, row in known.applications.items():
        if given[application] >= row.reviews:
            continue
        full: dict[str, None] = dict.fromkeys(takers[application])
        for judge in (waiting := list(full)):
            for case in cases[judge]:
                for other in takers[case]:
                    if other not in full:
                        full[other] = None
                        waiting.append(other)
        relax = [Relax("cap", judge=judge) for judge in sorted(full)]
        for judge in sorted(able):
            if (judge, application) not in reads:
                if not known.may_read(judge, application) and known.is_on_panel(judge, application):
                    relax.append(Relax("conflict", judge, application))
                if known.may_read(judge, application) and not known.is_on_panel(judge, application):
                    relax.append(Relax("panel", judge, application))
        relax.append(Relax("reviews", application=application))
        yield Gap(application, row.reviews - given[application], tuple(relax))


def _able_to_take(
    known: Table, cases: Mapping[str, Sequence[str]], takers: Mapping[str, Sequence[str]], load: Mapping[str, int]
) -> set[str]:
    """Judges who could read one more case, at once or by handing others on."""
    able = {judge for judge, row in known.judges.items() if load[judge] < row.cap}
    before = -1
    while len(able) > before:
        before = len(able)
        able |= {judge for judge in known.judges if any(other in able for case in cases[judge] for other in takers[case])}
    return able


def links_to_relax(
    known: Table, pairs: Sequence[Pair], groups: Sequence[Collection[str]], *, is_out_of_links: bool
) -> Iterator[Relax]:
    """What would join two of the groups: one link review more, else a judge's cap, else a conflict."""
    if len(groups) < 2:
        return
    group_of = {judge: number for number, group in enumerate(groups) for judge in group}
    home = {application: group_of[judge] for judge, application in pairs}
    load = Counter(judge for judge, _application in pairs)
    across = [
        (judge, application) for judge in sorted(group_of) for application in sorted(home) if home[application] != group_of[judge]
    ]
    free = {judge for judge in group_of if load[judge] < known.judges[judge].cap}
    if is_out_of_links:
        if any(judge in free and known.may_read(judge, application) for judge, application in across):
            yield Relax("links")
        return
    willing = {judge for judge, application in across if known.may_read(judge, application)}
    yield from (Relax("cap", judge=judge) for judge in sorted(willing - free))
    yield from (Relax("conflict", *pair) for pair in across if pair[0] in free and not known.may_read(*pair))
