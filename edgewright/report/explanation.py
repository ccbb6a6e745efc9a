"""Why a verdict is what it is: the facts, flows and rules behind it, each fact with its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from edgewright.base.errors import EdgewrightError
from edgewright.base.similar import did_you_mean
from edgewright.base.vocabulary import VERDICT_OF, Outcome
from edgewright.policy.coverage import SILENT
from edgewright.policy.evaluation import Evaluation, PolicyInfo, Result, Transfer
from edgewright.report.fact_sheets import (
    CitedFact,
    adequacy_facts,
    country_facts,
    localisation_facts,
    origin_facts,
    region_facts,
)
from edgewright.report.wording import DISCLAIMER, visible
from edgewright.topology.model import Asset, Holding, Location, Topology
from edgewright.topology.witness_paths import Step

SCHEMA = "edgewright/explanation"
VERSION = 1
SHORTEST_FINGERPRINT = 6


@dataclass(frozen=True)
class Section:
    """A part of an explanation: a heading and what there is to say, line by line."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Explanation:
    """What a name stands for and everything that bears on it."""

    subject: str
    kind: str
    sections: tuple[Section, ...]


def explain(name: str, topology: Topology | None, evaluation: Evaluation) -> Explanation:
    """Explain what `name` names: a place, a data asset, a rule or a finding.

    Args:
        name: the id of a place ("aws/eu-central-1", "site/hamburg-quay" or just "hamburg-quay"), of
            a data asset, of a rule, or of what was judged; or the first characters of a finding's
            fingerprint, six or more.
        topology: the estate's, with what its resources copy; None without an estate.
        evaluation: what was judged.

    Raises:
        EdgewrightError: RPT-005 when nothing has that name.
    """
    place = _place(name, topology)
    if topology and place:
        return Explanation(name, "place", tuple(_of_place(place, topology, evaluation)))
    asset = next((one for one in topology.assets if one.id == name), None) if topology else None
    if topology and asset:
        return Explanation(name, "data", tuple(_of_data(asset, topology, evaluation)))
    policy = next((one for one in evaluation.policies if one.id == name.upper()), None)
    if policy:
        return Explanation(policy.id, "policy", tuple(_of_policy(policy, evaluation)))
    found = _results(name, evaluation)
    if not found:
        raise _unknown_name(name, topology, evaluation)
    return Explanation(name, "finding", tuple(_of_results(found, evaluation)))


def render_explanation(explanation: Explanation) -> str:
    """The explanation for a terminal, with a final line end."""
    lines = [f"{explanation.subject} ({explanation.kind})", ""]
    for section in explanation.sections:
        lines += [section.title, *(f"  {line}" for line in section.lines), ""]
    return "\n".join([*map(_visible_line, lines), DISCLAIMER]) + "\n"


def _visible_line(line: str) -> str:
    """A line with its indent kept and everything that is no plain text made visible."""
    indent = len(line) - len(line.lstrip(" "))
    return " " * indent + visible(line)


def as_document(explanation: Explanation) -> dict[str, Any]:
    """The explanation as data, for `--format json`."""
    return {"schema": SCHEMA, "version": VERSION, **asdict(explanation), "disclaimer": DISCLAIMER}


def _place(name: str, topology: Topology | None) -> Location | None:
    places = topology.locations if topology else ()
    exact = next((one for one in places if one.id == name), None)
    return exact or next((one for one in places if one.name == name), None)


def _results(name: str, evaluation: Evaluation) -> list[Result]:
    """The results on a node, or those a fingerprint begins so."""
    on_node = [one for one in evaluation.results if name in (one.node, one.node_name)]
    if on_node or len(name) < SHORTEST_FINGERPRINT:
        return on_node
    prefix = name.removeprefix("sha256:")
    return [
        one
        for one in evaluation.results
        if one.fingerprint.removeprefix("sha256:").startswith(prefix)
    ]


def _of_place(place: Location, topology: Topology, evaluation: Evaluation) -> Iterator[Section]:
    facts = region_facts(place) if place.kind == "region" else ()
    yield Section("Where it is", _with_sources([*facts, *country_facts(place.country)]))
    held = [one for one in topology.holdings if one.location == place.id]
    yield _section("What is held there, and how it came", _holding_lines(held), "Nothing.")
    moving = [row for row in evaluation.transfers if place.id in (row.source, row.target)]
    yield _section("Borders crossed from and to there", _transfer_lines(moving), "None.")
    yield _objections({place.id}, evaluation)


def _of_data(asset: Asset, topology: Topology, evaluation: Evaluation) -> Iterator[Section]:
    yield Section("What it is", tuple(_description(asset)))
    for label in asset.labels:
        origin = topology.asset(label).origins[0]
        yield Section(f"The law {label} is born under", _with_sources(origin_facts(origin)))
        bound = _with_sources(localisation_facts(origin))
        if bound:
            yield Section(f"Duties to keep data in {origin}", bound)
    held = [one for one in topology.holdings if one.label in asset.labels]
    yield _section("Where it is, in any form, and how it came", _holding_lines(held), "Nowhere.")
    rows = [row for row in evaluation.transfers if row.data in asset.labels]
    yield _section("Borders it crosses", _transfer_lines(rows), "None.")
    for label in asset.labels:
        origin = topology.asset(label).origins[0]
        for country in sorted({row.to_country or "" for row in rows if row.data == label} - {""}):
            found = _with_sources(adequacy_facts(origin, country))
            title = f"Adequacy of {country} for data from {origin}"
            yield _section(title, found, "No finding is known.")
    yield _objections(set(asset.labels), evaluation)


def _of_policy(policy: PolicyInfo, evaluation: Evaluation) -> Iterator[Section]:
    yield Section(policy.title, (policy.description,))
    yield Section("What rests on it", (", ".join(policy.controls),))
    level = f"{policy.level.value}, severity {policy.severity}, from pack {policy.pack}"
    yield Section("How it judges here", (level, f"What to do: {policy.fix}"))
    mine = [one for one in evaluation.results if one.policy == policy.id]
    counts = {outcome: sum(one.outcome is outcome for one in mine) for outcome in Outcome}
    totals = (f"{_verdict_word(outcome)}: {count}" for outcome, count in counts.items() if count)
    yield Section("What came of it", tuple(totals))
    if findings := _findings(mine):
        yield Section("Findings", tuple(_verdict_lines(findings)))


def _of_results(found: Sequence[Result], evaluation: Evaluation) -> Iterator[Section]:
    policies = {policy.id: policy for policy in evaluation.policies}
    held = [one for one in found if one.outcome is Outcome.PASSED]
    for result in (one for one in found if one.outcome is not Outcome.PASSED):
        yield from _of_result(result, policies[result.policy])
    if held:
        yield Section(
            "What holds", tuple(f"{it.policy} {policies[it.policy].title}" for it in held)
        )
    nodes = {result.node for result in found}
    for row in (row for row in evaluation.transfers if row.node in nodes):
        yield Section(
            "The transfer", (*_transfer_lines([row]), *([f"at {row.place}"] if row.place else []))
        )
        yield Section("The path it took", row.path)
        if row.origin:
            yield Section("The law behind it", _law_of(row, row.origin))


def _of_result(result: Result, policy: PolicyInfo) -> Iterator[Section]:
    lines = [f"{_verdict_word(result.outcome)}: {result.message}"]
    lines += [f"at {result.place}"] if result.place else []
    lines += [f"{policy.level.value} by pack {policy.pack}: {', '.join(policy.controls)}"]
    lines += [f"What to do: {policy.fix}"] if result.outcome is Outcome.FAILED else []
    yield Section(f"{result.policy} {policy.title}", tuple(lines))
    if result.witness:
        yield Section("How it came about", result.witness)


def _law_of(row: Transfer, origin: str) -> tuple[str, ...]:
    lines = _with_sources([*origin_facts(origin), *country_facts(row.to_country)])
    if not row.to_country:
        return lines
    found = _with_sources(adequacy_facts(origin, row.to_country))
    return lines + (found or (f"no finding of adequacy of {row.to_country} is known",))


def _description(asset: Asset) -> Iterator[str]:
    yield f"{asset.form}; classified {asset.classification}; {', '.join(asset.categories)}"
    yield f"origin {', '.join(asset.origins)}"
    if asset.derived_from:
        yield f"made from {', '.join(asset.derived_from)} by {asset.by}"
        has_own_label = asset.labels == (asset.id,)
        labels = "a label of its own, on evidence" if has_own_label else ", ".join(asset.labels)
        yield f"carries {labels}"
    if asset.people is not None:
        yield f"about {asset.people:,} people ({', '.join(asset.subjects) or 'not said whom'})"


def _holding_lines(holdings: Iterable[Holding]) -> Iterator[str]:
    for one in holdings:
        yield f"{one.label} at {one.location}, as {one.carrier}:"
        yield from (f"  {step}" for step in one.path.in_words(_in_words))


def _in_words(step: Step) -> str:
    how = f" by {step.via}" if step.via else ""
    verb = {"origin": "starts at", "link": "moves to", "derives": "is made at"}[step.kind]
    return f"{step.carrier} {verb} {step.location}{how}"


def _transfer_lines(rows: Iterable[Transfer]) -> Iterator[str]:
    for row in rows:
        ends = f"{row.source} ({row.from_country or '?'}) to {row.target} ({row.to_country or '?'})"
        yield f"{row.data} as {row.carrier}, {ends}, {row.flow_kind}: {row.verdict}"
        yield f"  ground: {row.ground}"
        if row.transfer_mechanism:
            evidence = row.evidence or "no evidence"
            yield f"  on {row.transfer_mechanism}, {evidence}, to {row.valid_to}"
        yield from (f"  {reason}" for reason in row.reasons)


def _section(title: str, lines: Iterable[str], empty: str) -> Section:
    """A section that says `empty` when there is no line."""
    return Section(title, tuple(lines) or (empty,))


def _objections(names: set[str], evaluation: Evaluation) -> Section:
    """What the rules have against anything with one of these names."""
    about = [one for one in _findings(evaluation.results) if names & set(_mentioned(one))]
    return _section("What the rules say", _verdict_lines(about), "Nothing against it.")


def _findings(results: Iterable[Result]) -> list[Result]:
    """The results that say anything but that a rule holds or has nothing to judge."""
    return [one for one in results if one.outcome not in SILENT | {Outcome.PASSED}]


def _mentioned(result: Result) -> Iterator[str]:
    """Every name a result has to do with: in what it found, or in its node's id."""
    yield from (value for value in result.vars.values() if isinstance(value, str))
    _, _, name = result.node.partition("/")
    label, _, place = name.partition("@")
    yield from (name, label, label.partition("/")[0], place)


def _verdict_lines(results: Iterable[Result]) -> Iterator[str]:
    for one in results:
        yield f"{one.policy} {_verdict_word(one.outcome)}: {one.message}"


def _verdict_word(outcome: Outcome) -> str:
    is_verdict = outcome is not Outcome.NOT_APPLICABLE
    return VERDICT_OF[outcome] if is_verdict else outcome


def _with_sources(facts: Iterable[CitedFact]) -> tuple[str, ...]:
    """Facts as lines: what holds, how sure that is, since when and who says so."""
    return tuple(
        f"{text} [{row.confidence}, as of {row.as_of}: {row.source}]" for text, row in facts
    )


def _unknown_name(name: str, topology: Topology | None, evaluation: Evaluation) -> EdgewrightError:
    known = [one.id for one in evaluation.policies]
    if topology:
        known += [place.id for place in topology.locations]
        known += [asset.id for asset in topology.assets]
    return EdgewrightError(
        "RPT-005",
        f"nothing is called {name!r}",
        hint=did_you_mean(name, known, "Name a place, a data asset, a rule or a finding."),
    )
