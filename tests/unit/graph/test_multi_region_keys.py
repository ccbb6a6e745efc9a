"""Keys whose material is in several regions (AWS KMS Developer Guide, "Multi-Region keys")."""

from typing import Any

import pytest
from aws_programs import ABROAD, BUCKET, HERE, REPLICA_KEY, bucket, key, part, props, resource

from edgewright.graph.model import UNKNOWN

SSE = "ServerSideEncryptionConfiguration"
ID = "mrk-1234abcd"


def _arn(region: str, id: str = ID) -> str:
    return f"arn:aws:kms:{region}:111122223333:key/{id}"


def _encrypted(region: str, id: str = ID) -> list[dict[str, Any]]:
    rule = {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": _arn(region, id)}
    return [bucket(), part(SSE, rules=[{"applyServerSideEncryptionByDefault": rule}])]


def _primary(region: str) -> dict[str, Any]:
    return key("primary", region=region, id=ID, multiRegion=True)


def _replica(region: str, of: str, name: str = "replica") -> dict[str, Any]:
    return key(name, region=region, type=REPLICA_KEY, id=ID, primaryKeyArn=_arn(of))


IRELAND = "eu-west-1"
CASES: list[tuple[str, Any, list[dict[str, Any]]]] = [
    ("a key of one region", ["DE"], [*_encrypted(HERE, "abc"), key("k")]),
    ("a primary without replicas", ["DE"], [*_encrypted(HERE), _primary(HERE)]),
    (
        "a replica here of a primary abroad",
        ["DE", "US"],
        [*_encrypted(HERE), _replica(HERE, ABROAD), _primary(ABROAD)],
    ),
    (
        "a primary here with a replica abroad",
        ["DE", "US"],
        [*_encrypted(HERE), _primary(HERE), _replica(ABROAD, HERE)],
    ),
    (
        "a replica beside another one abroad",
        ["DE", "IE", "US"],
        [
            *_encrypted(HERE),
            _primary(IRELAND),
            _replica(HERE, IRELAND),
            _replica(ABROAD, IRELAND, "far"),
        ],
    ),
    (
        "a replica of a primary that is not in the program",
        ["DE", "US"],
        [*_encrypted(HERE), _replica(HERE, ABROAD)],
    ),
    ("a key of one region that is not in the program", ["DE"], _encrypted(HERE, "abc")),
    (
        "one of several that are not: the ARN does not tell which",
        ["DE", UNKNOWN],
        _encrypted(HERE),
    ),
]


@pytest.mark.parametrize(
    ("countries", "program"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_key_is_wherever_its_material_is(countries: Any, program: list[dict[str, Any]]) -> None:
    assert props(*program)["key_countries"] == countries


def test_the_one_key_a_setting_was_computed_from_is_its_key() -> None:
    rule = {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": UNKNOWN}
    settings = resource(
        f"aws:s3/bucket{SSE}:Bucket{SSE}",
        "part",
        {"bucket": "notes", "rules": [{"applyServerSideEncryptionByDefault": rule}]},
        uses={"rules": [f"{REPLICA_KEY}::replica"]},
    )
    program = [bucket(), settings, _primary(ABROAD), _replica(HERE, ABROAD)]
    assert props(*program)["key_countries"] == ["DE", "US"]
    settings["propertyDependencies"]["rules"].append(_primary(ABROAD)["urn"])
    assert props(*program, of=f"{BUCKET}::notes")["key_countries"] == UNKNOWN
