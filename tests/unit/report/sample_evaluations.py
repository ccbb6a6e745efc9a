"""Evaluations to render: built by constructor, as the evaluator would."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from edgewright.policy.evaluation import (
    Evaluation,
    Level,
    Outcome,
    PolicyInfo,
    Result,
    WaiverState,
)

BUCKET = "urn:pulumi:prod::harbour::edgewright:aws:DataLake$aws:s3/bucketV2:BucketV2::lake-frames"
REPLICA = "urn:pulumi:prod::harbour::edgewright:aws:DataLake$aws:s3/bucketV2:BucketV2::lake-copy"
HUB = "urn:pulumi:prod::harbour::edgewright:azure:EdgeFleet$azure-native:devices:IotHub::pier-hub"
KEY = "urn:pulumi:prod::harbour::edgewright:aws:Keys$aws:kms/key:Key::lake-key"


def rule(rule_id: str, severity: str, **changes: Any) -> PolicyInfo:
    domain = changes.pop("domain", "residency")
    info = PolicyInfo(
        id=rule_id,
        domain=domain,
        package=f"{domain}.{rule_id.lower().replace('-', '_')}",
        title=f"Title of {rule_id}",
        description=f"Description of {rule_id}.",
        severity=severity,
        message="{node} breaks it",
        fix=f"Fix of {rule_id}.",
        controls=("gdpr:44", "nist-800-53r5:SA-9(5)"),
        needs={"storage.bucket": ("location",)},
        scope="resource",
        effective_on=None,
        level=Level.MANDATORY,
        pack="baseline",
        undetermined="warn",
    )
    return replace(info, **changes)


def result(rule_id: str, node: str, outcome: Outcome, **changes: Any) -> Result:
    base = Result(
        policy=rule_id,
        node=node,
        node_name=node.rsplit("::", 1)[-1],
        outcome=outcome,
        message=f"{rule_id} says so about {node.rsplit('::', 1)[-1]}",
        blocking=outcome is Outcome.FAILED,
        fingerprint=f"{rule_id}/{node}"[-64:],
    )
    return replace(base, **changes)


def waiver(ticket: str, state: str, **changes: Any) -> WaiverState:
    base = WaiverState(
        policy="ENC-02",
        resource="**::lake-key",
        category="waiver",
        reason="The external key store is delivered in February.",
        owner="keys@example.com",
        ticket=ticket,
        expires="2027-02-28",
        state=state,
        results=1,
    )
    return replace(base, **changes)


RULES = (
    rule(
        "TRF-01",
        "critical",
        domain="transfer",
        title="Personal data leaves its zone only on a valid basis",
        description="GDPR Chapter V asks for a basis for every transfer to a third country.",
        fix="Declare a valid basis for this flow, or keep the data inside the zone.",
        controls=("gdpr:44", "gdpr:46", "iso-27701:7.5.1"),
        scope="graph",
        pack="eu-personal-data",
    ),
    rule(
        "RES-05",
        "high",
        title="Storage replicas stay in the zones their data may enter",
        description="A replica is a copy: the law of the data holds for it too.",
        fix="Use zone redundancy, or a pair inside the allowed zones.",
        effective_on="2026-01-01",
    ),
    rule("ENC-02", "high", domain="encryption", title="Data at rest has a customer-managed key"),
    rule(
        "ENC-07",
        "medium",
        domain="encryption",
        title="Endpoints accept TLS 1.2 or newer",
        fix="Set the lowest accepted version to 1.2.",
        level=Level.ADVISORY,
    ),
    rule("FLT-03", "low", domain="fleet", title="A rollout starts with a small ring"),
    rule("LAT-01", "medium", domain="latency", title="A budget is physically possible"),
    rule("DEV-04", "high", domain="device", title="Devices boot only signed images"),
    rule("SUP-09", "low", domain="supply_chain", level=Level.DISABLED, title="Images are pinned"),
)

RESULTS = (
    result(
        "RES-05",
        REPLICA,
        Outcome.FAILED,
        message="lake-copy replicates camera-frames to us-east-1 (US), outside EEA",
        witness=(
            "camera-frames: user.biometric, origin DE",
            "lake-frames in eu-central-1 (DE) stores camera-frames",
            "lake-frames replicates to lake-copy",
            "lake-copy in us-east-1 (US)",
        ),
        place="stacks/components/data_lake.py:41:9",
        vars={"data": "camera-frames", "region": "us-east-1", "country": "US"},
    ),
    result(
        "TRF-01",
        "flow:quay->azure/brazilsouth",
        Outcome.FAILED,
        node_name="quay to brazilsouth",
        message="detections, derived from camera-frames, go from DE to BR without a basis",
        witness=(
            "camera-frames: user.biometric, origin DE",
            "detect on quay (DE) derives detections from camera-frames",
            "detections flow from quay to brazilsouth (BR)",
        ),
        place="stacks/harbour-vision/estate.yaml:34:5",
    ),
    result(
        "TRF-01",
        "flow:lake->logs",
        Outcome.UNDETERMINED,
        blocking=True,
        message="location.country is unknown",
    ),
    result(
        "ENC-07",
        HUB,
        Outcome.FAILED,
        blocking=False,
        message="pier-hub accepts TLS 1.0",
    ),
    result(
        "ENC-02",
        KEY,
        Outcome.WAIVED,
        blocking=False,
        message="lake-key is held by the provider",
        waiver="SEC-114",
    ),
    result("ENC-02", BUCKET, Outcome.PASSED, message=""),
    result("ENC-02", REPLICA, Outcome.PASSED, message=""),
    result("RES-05", BUCKET, Outcome.PASSED, message=""),
    result("RES-05", HUB, Outcome.UNDETERMINED, message="location.region is unknown"),
    result("FLT-03", "fleet:quay", Outcome.PASSED, message=""),
    result("LAT-01", "workload:detect", Outcome.UNDETERMINED, message="rtt.p95 is unknown"),
    result("DEV-04", "", Outcome.NOT_APPLICABLE, node_name="", message=""),
)

VIOLATED = Evaluation(
    estate="harbour-vision",
    stack="prod",
    phase="preview",
    at="2026-11-23T12:00:00Z",
    complete=True,
    offline=True,
    policies=RULES,
    results=RESULTS,
    waivers=(
        waiver("SEC-114", "applied"),
        waiver("SEC-090", "expired", expires="2026-10-01", results=0),
        waiver("SEC-120", "expiring", expires="2026-12-10"),
        waiver("SEC-007", "unused", results=0),
    ),
    not_assessed={"aws:sns/topic:Topic": 2, "random:index/randomPet:RandomPet": 11},
    nodes=41,
    digests={"estate": "sha256:" + "a1" * 32, "policies": "sha256:" + "b2" * 32},
    versions={"edgewright": "0.1.0", "opa": "1.22.2", "pulumi": "3.259.0"},
    notes=("The gate's off switch edgewright:gate is set to required.",),
)

HELD = replace(
    VIOLATED,
    offline=False,
    phase="up",
    notes=(),
    waivers=(),
    not_assessed={},
    policies=tuple(info for info in RULES if info.id in ("ENC-02", "RES-05", "DEV-04")),
    results=(
        result("ENC-02", BUCKET, Outcome.PASSED, message=""),
        result("RES-05", BUCKET, Outcome.PASSED, message=""),
        result("DEV-04", "", Outcome.NOT_APPLICABLE, node_name="", message=""),
    ),
)

INCOMPLETE = replace(
    VIOLATED,
    complete=False,
    results=tuple(one for one in RESULTS if not one.blocking),
)
CUT_SHORT = replace(VIOLATED, complete=False)
"""A violation was found, and then the run ended."""

HOSTILE_TEXTS = (
    "<script>document.title='owned'</script>",
    "\"'><img src=x onerror=alert(1)>",
    "{{ 7*7 }} {% raw %} {0} [click](https://example.com/)",
    "\x1b[2J\x1b[1;1HHELD\x07",
    "VIOLATED\nHELD  all is well",
    "شحنة الميناء \u202eevil\u202c النهاية",
    "🚢" * 40,
    "x" * 600,
    "\ud800 alone",
    "a\x00b",
)


def hostile(text: str) -> Evaluation:
    """An evaluation with `text` wherever a string from outside can stand."""
    info = rule(
        f"RES-05 {text}",
        "high",
        domain=text,
        title=text,
        description=text,
        fix=text,
        controls=(text,),
        pack=text,
        package=text,
    )
    outcome = {
        "node_name": text,
        "message": text,
        "witness": (text, text),
        "place": text,
        "fingerprint": text,
        "vars": {"text": text},
    }
    listed = [
        result(info.id, f"urn:{text}", Outcome.FAILED, **outcome),
        result(info.id, f"urn:b{text}", Outcome.FAILED, **{**outcome, "blocking": False}),
        result(info.id, f"urn:c{text}", Outcome.WAIVED, waiver=text, **outcome),
        result(info.id, f"urn:d{text}", Outcome.UNDETERMINED, **outcome),
    ]
    return replace(
        VIOLATED,
        estate=text,
        stack=text,
        phase=text,
        at=text,
        policies=(info,),
        results=tuple(listed),
        waivers=(
            waiver(text, text, policy=text, resource=text, reason=text, owner=text, category=text),
        ),
        not_assessed={text: 3},
        digests={text: text},
        versions={text: text, "edgewright": text},
        notes=(text,),
    )


def large(findings: int) -> Evaluation:
    """An evaluation with many findings of each kind."""
    names = [f"urn:pulumi:prod::harbour::aws:s3/bucketV2:BucketV2::b{n}" for n in range(findings)]
    failed = [result("ENC-02", name, Outcome.FAILED) for name in names]
    advisory = [result("ENC-07", name, Outcome.FAILED, blocking=False) for name in names]
    unknown = [result("RES-05", name, Outcome.UNDETERMINED) for name in names]
    types = {f"aws:service{n}/type:Type": n + 1 for n in range(30)}
    listed = (*RESULTS, *failed, *advisory, *unknown)
    return replace(VIOLATED, results=listed, not_assessed=types)
