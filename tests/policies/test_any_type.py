"""Types of resources that nobody wrote anything about here, drawn from the SDKs.

Whoever labels one says that it holds the data. So abroad it is never held, and at home, in a place
that is known, its place passes and what nobody can read of it is named.
"""

from __future__ import annotations

import random
import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from estates import judged, ward

from edgewright.base.vocabulary import Outcome, Verdict
from edgewright.facts.services import global_service
from edgewright.gate.context import GateContext
from edgewright.graph.model import RawResource
from edgewright.graph.registry import NORMALISERS
from edgewright.policy.evaluation import Evaluation, Result

PACKAGES = {
    "aws": "pulumi_aws",
    "aws-native": "pulumi_aws_native",
    "azure-native": "pulumi_azure_native",
}
TOKEN = re.compile(r'"((?:aws|aws-native|azure-native):[^"]+:[A-Za-z0-9]+)":')
DRAWN = 200
PLACES = {"aws": ("eu-central-1", "us-east-1"), "azure": ("westeurope", "eastus")}
"""By cloud: a region at home, and one abroad."""
UNREAD = re.compile(r"edgewright does not read (?:the )?([a-z_, ]+) of ([^\s,]+)")
HELD = {"edgewright:data": "patients"}
TAG_LIST = [{"key": "edgewright:data", "value": "patients"}]


def every_type() -> list[str]:
    """The type tokens that the installed SDKs register."""
    found: set[str] = set()
    for package in PACKAGES.values():
        spec = find_spec(package)
        assert spec is not None and spec.origin is not None
        found.update(TOKEN.findall(Path(spec.origin).read_text(encoding="utf-8")))
    return sorted(found)


def labelled(type: str, *, abroad: bool) -> RawResource:
    package = type.partition(":")[0]
    region = PLACES["azure" if package.startswith("azure") else "aws"][abroad]
    tags = TAG_LIST if package == "aws-native" else HELD
    inputs = {"tags": tags, **({"location": region} if package == "azure-native" else {})}
    provider = f"urn:pulumi:dev::ward::pulumi:providers:{package}::it"
    return RawResource(
        f"urn:pulumi:dev::ward::{type}::it",
        type,
        "it",
        dict(inputs),
        dict(inputs),
        provider=provider,
        provider_props={"region": region},
    )


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> GateContext:
    return ward(tmp_path_factory.mktemp("ward") / "project")


@pytest.fixture(scope="module")
def drawn() -> list[str]:
    types = every_type()
    assert len(types) > 4000
    return random.Random(20261125).sample(types, DRAWN)


def about(evaluation: Evaluation, type: str) -> list[Result]:
    """The results on a resource and on the parts of it."""
    urn = f"urn:pulumi:dev::ward::{type}::it"
    return [it for it in evaluation.results if it.node == urn or it.node.startswith(f"{urn}#")]


def held_abroad(context: GateContext, types: list[str]) -> list[str]:
    """Those of which nothing blocks, judged with the others and then alone."""
    evaluation = judged(context, [labelled(type, abroad=True) for type in types])
    silent = [type for type in types if not any(it.blocking for it in about(evaluation, type))]
    # Of what holds what was derived from the data, only the transfer is wrong.
    alone = {type: judged(context, [labelled(type, abroad=True)]) for type in silent}
    return [type for type, found in alone.items() if found.verdict is not Verdict.VIOLATED]


def test_abroad_none_of_them_is_held(context: GateContext, drawn: list[str]) -> None:
    assert held_abroad(context, drawn) == []


def test_abroad_one_type_of_each_kind_is_not_held(context: GateContext) -> None:
    """A kind reads more of a resource; it must not make less of its label."""
    named = ("aws:", "aws-native:", "azure-native:")
    tokens = [token for token in sorted(NORMALISERS) if token.startswith(named)]
    firsts = {kind: token for token in reversed(tokens) for kind in [NORMALISERS[token][0]]}
    types = [*firsts.values(), "aws:sagemaker/modelPackageGroup:ModelPackageGroup"]
    assert len(types) > 50
    assert held_abroad(context, types) == []


def test_alone_neither(context: GateContext, drawn: list[str]) -> None:
    for type in drawn[:5]:
        assert judged(context, [labelled(type, abroad=True)]).verdict is Verdict.VIOLATED, type


def test_at_home_its_place_passes_and_what_nobody_reads_is_named(
    context: GateContext, drawn: list[str]
) -> None:
    placed = [type for type in drawn if global_service(type) is None]
    assert len(placed) > DRAWN * 3 / 4
    evaluation = judged(context, [labelled(type, abroad=False) for type in placed])
    for type in placed:
        found = about(evaluation, type)
        places = {it.outcome for it in found if it.policy == "RES-01"}
        assert places == {Outcome.PASSED}, type
        for one in found:
            if one.outcome is Outcome.UNDETERMINED:
                named = UNREAD.search(one.message)
                copied = "#" in one.node.rpartition("::")[2]  # whereto, nobody says
                hidden = copied or one.message.endswith(" cannot be known yet")
                assert hidden or (named is not None and named.group(2) == type), one.message


@pytest.mark.heavy
def test_abroad_no_type_of_the_sdks_is_held(context: GateContext) -> None:
    types = every_type()
    for start in range(0, len(types), 500):
        assert held_abroad(context, types[start : start + 500]) == []
