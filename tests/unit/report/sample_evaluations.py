"""Evaluations to render: built by constructor, as the evaluator would."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from edgewright.base.vocabulary import (
    Level,
    OnUndetermined,
    Outcome,
    Phase,
    Scope,
    Severity,
    TransferVerdict,
    WaiverCategory,
    WaiverStatus,
)
from edgewright.policy.evaluation import (
    Conflict,
    Coverage,
    Evaluation,
    MapFlow,
    MapPlace,
    PolicyInfo,
    Result,
    StillThere,
    Transfer,
    Unassessed,
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
        severity=Severity(severity),
        message="{node} breaks it",
        fix=f"Fix of {rule_id}.",
        controls=("gdpr:44", "nist-800-53r5:SA-9(5)"),
        needs={"storage.bucket": ("location",)},
        scope=Scope.RESOURCE,
        effective_on=None,
        level=Level.MANDATORY,
        pack="baseline",
        undetermined=OnUndetermined.WARN,
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
        category=WaiverCategory.WAIVER,
        reason="The external key store is delivered in February.",
        owner="keys@example.com",
        ticket=ticket,
        expires="2027-02-28",
        state=WaiverStatus(state),
        results=1,
    )
    return replace(base, **changes)


def transfer(verdict: str, source: str, target: str, **changes: Any) -> Transfer:
    base = Transfer(
        node=f"transfer:{source}->{target}",
        data="camera-frames",
        carrier="camera-frames",
        form="source",
        origin="DE",
        categories=("user.biometric", "user.behavior"),
        subjects=("public",),
        people=40_000,
        source=source,
        from_country="DE",
        target=target,
        to_country="BR",
        recipient="Santos Pier Operations Ltda",
        recipient_parent="BR",
        purpose="quality of the detector",
        flow_kind="declared",
        frequency="continuous",
        transfer_mechanism=None,
        evidence=None,
        valid_to=None,
        ground="none found",
        path=(f"camera-frames is made at {source}", f"{source} sends it to {target}"),
        verdict=TransferVerdict(verdict),
        reasons=(),
        place="stacks/harbour-vision/estate.yaml:31:5",
    )
    return replace(base, **changes)


def place(
    place_id: str, country: str | None, at: tuple[float, float] | None, *data: str
) -> MapPlace:
    start = place_id.partition("/")[0]
    kind = start if start in ("site", "remote-access", "worldwide") else "region"
    return MapPlace(place_id, kind, country, at, data)


def flow(source: str, target: str, verdict: str, *data: str, **changes: Any) -> MapFlow:
    base = MapFlow(
        source, target, data or ("camera-frames",), ("declared",), True, TransferVerdict(verdict)
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
        scope=Scope.GRAPH,
        pack="eu-personal-data",
    ),
    rule(
        "TRF-02",
        "high",
        domain="transfer",
        title="The basis of a transfer holds",
        description="A basis needs evidence, an end, and a type that its law knows.",
        fix="Renew the evidence, or declare another basis.",
        controls=("gdpr:46",),
        scope=Scope.GRAPH,
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
    result(
        "TRF-02",
        "flow:lake->pier",
        Outcome.CONDITIONAL,
        node_name="eu-central-1 to santos-pier",
        message="on scc DOC-114, valid to 2028-01-31",
        place="stacks/harbour-vision/estate.yaml:36:5",
    ),
)

PLACES = (
    place("site/hamburg-quay", "DE", (53.54, 9.98), "camera-frames", "detections"),
    place("site/santos-pier", "BR", (-23.96, -46.33), "camera-frames", "detections"),
    place("aws/eu-central-1", "DE", (50.11, 8.68), "camera-frames", "detections"),
    place("aws/us-east-1", "US", (38.95, -77.45), "camera-frames"),
    place("azure/brazilsouth", "BR", (-23.55, -46.63), "detections"),
    place("azure/germanywestcentral", "DE", (50.11, 8.68), "camera-frames"),
    place("remote-access/vendor", "IN", (12.97, 77.59), "camera-frames"),
    place("worldwide/edge-cache", None, None, "detections"),
)

FLOWS = (
    flow("site/hamburg-quay", "aws/eu-central-1", "held", crosses=False),
    flow("aws/eu-central-1", "aws/us-east-1", "violated", flow_kinds=("replica",)),
    flow("aws/eu-central-1", "site/santos-pier", "conditional", "camera-frames"),
    flow("site/santos-pier", "azure/brazilsouth", "held", "detections", crosses=False),
    flow("site/hamburg-quay", "azure/brazilsouth", "violated", "camera-frames", "detections"),
    flow(
        "azure/germanywestcentral",
        "remote-access/vendor",
        "undetermined",
        flow_kinds=("support",),
    ),
    flow("aws/eu-central-1", "azure/germanywestcentral", "not judged", crosses=False),
    flow(
        "azure/brazilsouth", "worldwide/edge-cache", "waived", "detections", flow_kinds=("cache",)
    ),
)

TRANSFERS = (
    transfer(
        "conditional",
        "aws/eu-central-1",
        "site/santos-pier",
        node="flow:lake->pier",
        carrier="detector-weights",
        form="derived",
        purpose="ota",
        transfer_mechanism="scc",
        evidence="DOC-114",
        valid_to="2028-01-31",
        ground="declared: scc DOC-114, valid to 2028-01-31",
        frequency="occasional",
        reasons=("TRF-02: on scc DOC-114, valid to 2028-01-31",),
    ),
    transfer(
        "violated",
        "site/hamburg-quay",
        "azure/brazilsouth",
        node="flow:quay->azure/brazilsouth",
        carrier="detections",
        form="derived",
        reasons=(
            "TRF-01: detections, derived from camera-frames, go from DE to BR without a basis",
        ),
    ),
    transfer(
        "undetermined",
        "azure/germanywestcentral",
        "remote-access/vendor",
        node="flow:lake->logs",
        flow_kind="support",
        to_country="IN",
        recipient="Vendor Support Private Limited",
        recipient_parent=None,
        people=None,
        purpose=None,
        reasons=("TRF-01: location.country is unknown",),
        place=None,
    ),
    transfer(
        "held",
        "aws/eu-central-1",
        "aws/eu-west-2",
        to_country="GB",
        ground="adequacy: Commission decision of 2025-12-19 renewing that of the United Kingdom",
        flow_kind="backup",
        recipient="Amazon Web Services EMEA SARL",
        recipient_parent="US",
        place=None,
    ),
    transfer("waived", "azure/brazilsouth", "worldwide/edge-cache", to_country=None, origin=None),
    transfer("not judged", "aws/us-east-1", "aws/sa-east-1", from_country="US", categories=()),
)

CONFLICTS = (
    Conflict(
        subject="Copies of storage in a second region",
        demanded_by=("REL-01 (securityhub:S3.7)",),
        forbidden_by=("RES-05 (gdpr:44)", "RES-06 (gdpr:44)"),
        resolution="Copy to a second region of the same zone.",
        resolved_by=("eu-personal-data",),
    ),
    Conflict(
        subject="How long logs are kept",
        demanded_by=("LOG-04 (nist-800-53r5:AU-11)",),
        forbidden_by=("RET-02 (gdpr:5)",),
        resolution="Keep the logs, without the personal data in them.",
        resolved_by=(),
    ),
)

VIOLATED = Evaluation(
    estate="harbour-vision",
    stack="prod",
    phase=Phase.PREVIEW,
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
    coverage=Coverage(
        judged=7,
        not_assessed=13,
        unassessed=(
            Unassessed("aws:sns/topic:Topic", 2),
            Unassessed("random:index/randomPet:RandomPet", 11),
        ),
    ),
    nodes=41,
    digests={"estate": "sha256:" + "a1" * 32, "policies": "sha256:" + "b2" * 32},
    versions={"edgewright": "0.1.0", "opa": "1.22.2", "pulumi": "3.259.0"},
    notes=("The gate's off switch edgewright:gate is set to required.",),
    transfers=TRANSFERS,
    places=PLACES,
    flows=FLOWS,
    conflicts=CONFLICTS,
)

HELD = replace(
    VIOLATED,
    offline=False,
    phase=Phase.UP,
    notes=(),
    waivers=(),
    coverage=Coverage(judged=7),
    transfers=(),
    places=(),
    flows=(),
    conflicts=(),
    policies=tuple(info for info in RULES if info.id in ("ENC-02", "RES-05", "DEV-04")),
    results=(
        result("ENC-02", BUCKET, Outcome.PASSED, message=""),
        result("RES-05", BUCKET, Outcome.PASSED, message=""),
        result("DEV-04", "", Outcome.NOT_APPLICABLE, node_name="", message=""),
    ),
)

HELD_OPEN = replace(
    VIOLATED,
    results=tuple(replace(one, blocking=False) for one in RESULTS),
    coverage=Coverage(
        judged=31,
        not_assessed=13,
        parts=6,
        unassessed=(
            Unassessed("aws:sns/topic:Topic", 2, ("encryption", "residency")),
            Unassessed("random:index/randomPet:RandomPet", 11),
        ),
        still_there=(
            StillThere(
                node=BUCKET.replace("lake-frames", "lake-old"),
                name="lake-old",
                type="aws:s3/bucketV2:BucketV2",
                country="US",
                labels=("camera-frames",),
                why="retained",
            ),
        ),
    ),
)
"""Nothing blocks, and much is open: advisories, violated transfers, unknowns, things unseen."""

SO_FAR = replace(
    HELD,
    phase=Phase.CHECK,
    coverage=Coverage(need_resources=("ENC-02", "RES-05")),
    results=(
        result("ENC-02", "", Outcome.NOT_JUDGED, node_name="", message=""),
        result("RES-05", "estate:holding/camera-frames", Outcome.PASSED, message=""),
        result("DEV-04", "", Outcome.NOT_APPLICABLE, node_name="", message=""),
    ),
)
"""An estate alone: no resource has been judged."""

INCOMPLETE = replace(
    VIOLATED,
    complete=False,
    results=tuple(one for one in RESULTS if not one.blocking),
)
CUT_SHORT = replace(VIOLATED, complete=False)
"""A violation was found, and then the run ended."""

PACIFIC = replace(
    VIOLATED,
    places=(
        place("aws/ap-northeast-1", "JP", (35.41, 139.42), "camera-frames"),
        place("aws/us-west-2", "US", (45.87, -119.69), "camera-frames"),
        place("site/auckland-yard", "NZ", (-36.85, 174.76), "camera-frames"),
        place("site/suva-wharf", "FJ", (-18.14, 178.44), "detections"),
        place("site/apia-wharf", "WS", (-13.83, -171.77), "detections"),
        place("site/provideniya", "RU", (64.42, -173.23), "detections"),
    ),
    flows=(
        flow("aws/ap-northeast-1", "aws/us-west-2", "violated"),
        flow("aws/us-west-2", "aws/ap-northeast-1", "held"),
        flow("site/auckland-yard", "aws/us-west-2", "conditional"),
        flow("site/suva-wharf", "site/apia-wharf", "undetermined"),
        flow("site/provideniya", "site/provideniya", "waived"),
    ),
)
"""Places on both sides of the antimeridian."""

CLOSE = replace(
    VIOLATED,
    places=tuple(
        place(name, "DE", (50.11, 8.68), "camera-frames")
        for name in (
            "aws/eu-central-1",
            "azure/germanywestcentral",
            "remote-access/frankfurt",
            "site/ops",
        )
    ),
    flows=(
        flow("aws/eu-central-1", "azure/germanywestcentral", "conditional"),
        flow("azure/germanywestcentral", "aws/eu-central-1", "held"),
        flow("site/ops", "remote-access/frankfurt", "violated"),
    ),
)
"""Places at one spot, and nothing else."""

REGIONS = {
    "aws/af-south-1": ("ZA", -33.93, 18.42),
    "aws/ap-east-1": ("HK", 22.29, 114.27),
    "aws/ap-northeast-1": ("JP", 35.41, 139.42),
    "aws/ap-south-1": ("IN", 19.08, 72.88),
    "aws/ap-southeast-1": ("SG", 1.37, 103.8),
    "aws/ap-southeast-2": ("AU", -33.86, 151.2),
    "aws/ca-central-1": ("CA", 45.5, -73.6),
    "aws/eu-central-1": ("DE", 50.11, 8.68),
    "aws/eu-north-1": ("SE", 59.25, 17.81),
    "aws/eu-south-1": ("IT", 45.43, 9.29),
    "aws/eu-west-1": ("IE", 53.0, -8.0),
    "aws/eu-west-2": ("GB", 51.0, -0.1),
    "aws/eu-west-3": ("FR", 48.86, 2.35),
    "aws/me-south-1": ("BH", 26.1, 50.46),
    "aws/sa-east-1": ("BR", -23.34, -46.38),
    "aws/us-east-1": ("US", 38.95, -77.45),
    "aws/us-east-2": ("US", 39.96, -83.0),
    "aws/us-west-1": ("US", 37.35, -121.96),
    "aws/us-west-2": ("US", 46.15, -123.88),
    "azure/germanywestcentral": ("DE", 50.11, 8.68),
    "azure/northeurope": ("IE", 53.35, -6.26),
    "azure/westeurope": ("NL", 52.37, 4.9),
    "azure/uksouth": ("GB", 50.94, -0.8),
    "site/hamburg-quay": ("DE", 53.54, 9.98),
    "site/honolulu-dock": ("US", 21.31, -157.86),
    "site/suva-wharf": ("FJ", -18.14, 178.44),
}
WORLD = replace(
    VIOLATED,
    places=tuple(
        place(name, country, (latitude, longitude), "camera-frames")
        for name, (country, latitude, longitude) in REGIONS.items()
    ),
    flows=(
        *(flow("aws/eu-central-1", name, "held") for name in ("aws/eu-west-1", "aws/eu-west-3")),
        flow("aws/ap-northeast-1", "aws/us-west-2", "violated"),
        flow("site/suva-wharf", "aws/us-east-1", "conditional"),
        flow("aws/eu-central-1", "aws/us-east-1", "undetermined"),
        flow("aws/eu-central-1", "aws/ap-south-1", "waived"),
        flow("aws/eu-west-1", "aws/af-south-1", "not judged"),
        flow("site/hamburg-quay", "aws/eu-central-1", "held", crosses=False),
    ),
)
"""Places all over the world, many of them close together."""

NEAR = replace(
    VIOLATED,
    places=(
        place("site/hamburg-quay", "DE", (53.54, 9.98), "camera-frames"),
        place("site/leipzig-yard", "DE", (51.34, 12.37), "camera-frames"),
        place("aws/eu-central-1", "DE", (50.11, 8.68), "camera-frames"),
        place("aws/eu-west-1", "IE", (53.0, -8.0), "camera-frames"),
        place("aws/eu-central-2", "CH", (47.38, 8.54), "camera-frames"),
    ),
    flows=(
        flow("site/hamburg-quay", "aws/eu-central-1", "held", crosses=False),
        flow("site/leipzig-yard", "aws/eu-central-1", "held", crosses=False),
        flow("aws/eu-central-1", "aws/eu-west-1", "held"),
        flow("aws/eu-central-1", "aws/eu-central-2", "conditional"),
    ),
)
"""Places in a few neighbouring countries."""

MAPS = (VIOLATED, PACIFIC, CLOSE, WORLD, NEAR)

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
        result(info.id, f"urn:e{text}", Outcome.CONDITIONAL, **outcome),
    ]
    row = Transfer(
        *(text, text, text, text, (text,), (text,), 7, text, text, text, text, text),
        *(
            text,
            text,
            text,
            text,
            text,
            text,
            text,
            text,
            text,
            (text, text),
            TransferVerdict.VIOLATED,
            (text,),
            text,
        ),
    )
    places = (
        MapPlace(text, "region", text, (50.11, 8.68), (text,)),
        MapPlace(f"b{text}", "worldwide", text, None, (text,)),
    )
    return replace(
        VIOLATED,
        estate=text,
        stack=text,
        at=text,
        policies=(info,),
        results=tuple(listed),
        waivers=(waiver(text, "applied", policy=text, resource=text, reason=text, owner=text),),
        coverage=Coverage(judged=7, not_assessed=3, unassessed=(Unassessed(text, 3),)),
        digests={text: text},
        versions={text: text, "edgewright": text},
        notes=(text,),
        transfers=(row,),
        places=places,
        flows=(MapFlow(text, f"b{text}", (text,), (text,), True, TransferVerdict.VIOLATED),),
        conflicts=(Conflict(text, (text,), (text,), text, (text,)),),
    )


def large(findings: int) -> Evaluation:
    """An evaluation with many findings of each kind."""
    names = [f"urn:pulumi:prod::harbour::aws:s3/bucketV2:BucketV2::b{n}" for n in range(findings)]
    failed = [result("ENC-02", name, Outcome.FAILED) for name in names]
    advisory = [result("ENC-07", name, Outcome.FAILED, blocking=False) for name in names]
    unknown = [result("RES-05", name, Outcome.UNDETERMINED) for name in names]
    types = tuple(Unassessed(f"aws:service{n}/type:Type", n + 1) for n in range(30))
    listed = (*RESULTS, *failed, *advisory, *unknown)
    covered = Coverage(judged=7, not_assessed=sum(it.count for it in types), unassessed=types)
    return replace(VIOLATED, results=listed, coverage=covered)
