"""What policy documents of AWS say, by the vendor's own documentation.

Cited by short names:
ELEMENTS: IAM User Guide, "IAM JSON policy elements reference" (Principal, NotPrincipal, Action,
    NotAction, Resource, NotResource, Condition, Effect).
OPERATORS: IAM User Guide, "IAM JSON policy elements: Condition operators".
MULTIVALUED: IAM User Guide, "Set operators for multivalued context keys".
LOGIC: IAM User Guide, "Policy evaluation logic".
PUBLIC: S3 User Guide, "Blocking public access to your Amazon S3 storage", section "The meaning of
    'public'".
TLS: AWS re:Post, "What S3 bucket policy can I use to comply with the AWS Config rule
    s3-bucket-ssl-requests-only?": Deny, "*", s3:*, bucket and objects, aws:SecureTransport false.
"""

import json
from typing import Any

import pytest

from edgewright.graph.aws.iam_access import allows_everything, lets_world_in, refuses_plain_text
from edgewright.graph.aws.iam_policy import covers, overlap
from edgewright.graph.model import SECRET, UNKNOWN

BUCKET, OBJECTS = "arn:aws:s3:::notes", "arn:aws:s3:::notes/*"
PLAIN = {"Bool": {"aws:SecureTransport": "false"}}


def document(*statements: Any) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def denial(**changes: Any) -> dict[str, Any]:
    """The statement that TLS asks for, with what is different; None takes an element away."""
    written = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [BUCKET, OBJECTS],
        "Condition": PLAIN,
    }
    return {name: value for name, value in (written | changes).items() if value is not None}


def grant(**changes: Any) -> dict[str, Any]:
    return denial(**{"Effect": "Allow", "Action": "s3:GetObject", "Condition": None} | changes)


REFUSALS: list[tuple[str, Any, bool | None]] = [
    # Who is meant.
    ("TLS: as AWS writes it", [denial()], True),
    ("ELEMENTS, Principal: {AWS: *} is the same as *", [denial(Principal={"AWS": "*"})], True),
    ("ELEMENTS, Principal: may be a list", [denial(Principal={"AWS": ["*"]})], True),
    ("ELEMENTS, Principal: among others", [denial(Principal={"AWS": ["1234", "*"]})], True),
    ("ELEMENTS, Principal: one account", [denial(Principal={"AWS": "111122223333"})], False),
    ("ELEMENTS, Principal: services only", [denial(Principal={"Service": "*"})], False),
    ("ELEMENTS, Principal: no such kind", [denial(Principal={"Everyone": "*"})], None),
    ("ELEMENTS, Principal: no wildcard in a name", [denial(Principal={"AWS": "arn:*"})], None),
    ("ELEMENTS: without a principal", [denial(Principal=None)], None),
    ("NotPrincipal: but one", [denial(Principal=None, NotPrincipal={"AWS": "1"})], False),
    # What is done.
    ("ELEMENTS, Action: *", [denial(Action="*")], True),
    ("ELEMENTS, Action: no case", [denial(Action=["S3:*"])], True),
    ("ELEMENTS, Action: wildcards anywhere", [denial(Action="s3*")], True),
    ("ELEMENTS, Action: reading only", [denial(Action=["s3:Get*", "s3:List*"])], False),
    ("NotAction: but one", [denial(Action=None, NotAction="s3:PutObject")], False),
    ("NotAction: of another service", [denial(Action=None, NotAction="iam:*")], True),
    ("ELEMENTS: Action and NotAction exclude each other", [denial(NotAction="x:y")], None),
    # On what.
    ("TLS: objects only", [denial(Resource=OBJECTS)], False),
    ("TLS: the bucket only", [denial(Resource=BUCKET)], False),
    ("LOGIC: each in its own", [denial(Resource=OBJECTS), denial(Resource=BUCKET)], True),
    ("ELEMENTS, Resource: *", [denial(Resource="*")], True),
    ("ELEMENTS, Resource: one pattern for both", [denial(Resource=f"{BUCKET}*")], True),
    ("ELEMENTS, Resource: a folder", [denial(Resource=[BUCKET, f"{BUCKET}/a/*"])], False),
    ("ELEMENTS, Resource: ? is one character", [denial(Resource=[BUCKET, f"{BUCKET}/?"])], False),
    ("ELEMENTS, Resource: another bucket", [denial(Resource="arn:aws:s3:::other*")], False),
    ("ELEMENTS, Resource: has case", [denial(Resource="arn:aws:s3:::NOTES*")], False),
    (
        "ELEMENTS, Resource: a variable",
        [denial(Resource=[BUCKET, BUCKET + "/${aws:userid}*"])],
        False,
    ),
    ("NotResource: but a folder", [denial(Resource=None, NotResource=f"{BUCKET}/a/*")], False),
    ("NotResource: another's", [denial(Resource=None, NotResource="arn:aws:s3:::o/*")], True),
    # Under what condition.
    ("LOGIC: under none, nobody may do anything", [denial(Condition=None)], True),
    (
        "OPERATORS: keys have no case",
        [denial(Condition={"Bool": {"AWS:securetransport": "false"}})],
        True,
    ),
    ("OPERATORS: a Boolean", [denial(Condition={"Bool": {"aws:SecureTransport": False}})], True),
    (
        "OPERATORS: a list is or",
        [denial(Condition={"Bool": {"aws:SecureTransport": ["true", "false"]}})],
        True,
    ),
    (
        "OPERATORS: IfExists",
        [denial(Condition={"BoolIfExists": {"aws:SecureTransport": "false"}})],
        True,
    ),
    (
        "OPERATORS: the wrong way round",
        [denial(Condition={"Bool": {"aws:SecureTransport": "true"}})],
        False,
    ),
    (
        "OPERATORS: Null true is a missing key",
        [denial(Condition={"Null": {"aws:SecureTransport": "true"}})],
        False,
    ),
    (
        "OPERATORS: no such one",
        [denial(Condition={"Boolean": {"aws:SecureTransport": "false"}})],
        None,
    ),
    (
        "OPERATORS: one that is not for Booleans",
        [denial(Condition={"StringLike": {"aws:SecureTransport": "f*"}})],
        None,
    ),
    (
        "OPERATORS: several are and",
        [denial(Condition=PLAIN | {"StringEquals": {"aws:PrincipalOrgID": "o-1"}})],
        False,
    ),
    (
        "OPERATORS: two keys are and",
        [denial(Condition={"Bool": {"aws:SecureTransport": "false", "aws:ViaAWSService": "true"}})],
        False,
    ),
    (
        "OPERATORS: only TLS that is too old",
        [denial(Condition={"NumericLessThan": {"s3:TlsVersion": "1.2"}})],
        False,
    ),
    # Effects and other statements.
    (
        "LOGIC: allowing over TLS denies nobody",
        [grant(Condition={"Bool": {"aws:SecureTransport": "true"}})],
        False,
    ),
    ("LOGIC: what is allowed is denied still", [grant(), denial()], True),
    ("ELEMENTS, Effect: has case", [denial(Effect="deny")], None),
    ("ELEMENTS: no such element", [denial(Conditions={})], None),
    ("nothing is stated", [], False),
    # What cannot be read.
    ("unknown resource", [denial(Resource=UNKNOWN)], None),
    ("unknown beside what suffices", [denial(Resource=[UNKNOWN, "*"])], True),
    ("unknown action", [denial(Action=SECRET)], None),
    ("unknown principal", [denial(Principal=UNKNOWN)], None),
    ("unknown condition", [denial(Condition=UNKNOWN)], None),
    ("ELEMENTS, Condition: an object", [denial(Condition=[])], None),
    ("unknown value", [denial(Condition={"Bool": {"aws:SecureTransport": UNKNOWN}})], None),
    ("unknown statement beside one that suffices", [UNKNOWN, denial()], True),
    ("unknown statement", [UNKNOWN, grant()], None),
    ("unknown where it does not matter", [denial(Resource=UNKNOWN, Action="s3:GetObject")], False),
]


@pytest.mark.parametrize(
    ("statements", "right"), [case[1:] for case in REFUSALS], ids=[case[0] for case in REFUSALS]
)
def test_plain_text_is_refused(statements: list[Any], right: bool | None) -> None:
    assert refuses_plain_text(document(*statements), "notes") is right
    assert refuses_plain_text(json.dumps(document(*statements)), "notes") is right


def test_a_single_statement_needs_no_list() -> None:
    assert refuses_plain_text({"Version": "2012-10-17", "Statement": denial()}, "notes") is True


def test_a_bucket_in_another_partition_is_meant_by_its_own_arn() -> None:
    china = denial(Resource=["arn:aws-cn:s3:::notes", "arn:aws-cn:s3:::notes/*"])
    assert refuses_plain_text(document(china), "notes") is True
    besides = denial(Resource=None, NotResource=[OBJECTS, "arn:aws-cn:s3:::other/*"])
    assert refuses_plain_text(document(besides), "notes") is False


@pytest.mark.parametrize(
    ("resource", "right"), [("*", True), ("arn:aws:s3:::*", True), ([BUCKET, OBJECTS], None)]
)
def test_of_a_bucket_without_a_known_name(resource: Any, right: bool | None) -> None:
    assert refuses_plain_text(document(denial(Resource=resource)), None) is right
    assert refuses_plain_text(document(grant(Resource=resource)), None) is False


@pytest.mark.parametrize("written", [UNKNOWN, SECRET, "not json", "[1]", 7, {"Statement": UNKNOWN}])
def test_of_a_document_that_cannot_be_read_nothing_is_known(written: Any) -> None:
    assert refuses_plain_text(written, "notes") is None
    assert lets_world_in(written) is None
    assert allows_everything(written) is None


@pytest.mark.parametrize("name", ["Condition", "Effect", "Principal", "Action"])
def test_of_a_name_that_stands_twice_nobody_knows_which_one_counts(name: str) -> None:
    text = json.dumps(document(denial()))
    twice = text.replace(f'"{name}":', f'"{name}": "Allow", "{name}":')
    assert refuses_plain_text(text, "notes") is True
    assert refuses_plain_text(twice, "notes") is None
    assert lets_world_in(twice) is None


@pytest.mark.parametrize("written", [None, ""])
def test_no_document_allows_and_denies_nothing(written: Any) -> None:
    assert refuses_plain_text(written, "notes") is False
    assert lets_world_in(written) is False
    assert allows_everything(written) is False


def only(operator: str, key: str, value: Any) -> dict[str, Any]:
    return grant(Condition={operator: {key: value}})


def but(operator: str, key: str, value: Any) -> list[dict[str, Any]]:
    return [grant(), denial(Condition={operator: {key: value}})]


OPENINGS: list[tuple[str, list[Any], bool | None]] = [
    ("PUBLIC: example 1", [grant(Action="s3:PutObject", Resource="*")], True),
    ("PUBLIC: example 2", [only("StringLike", "aws:SourceVpc", "vpc-*")], True),
    ("PUBLIC: example 3", [only("StringEquals", "aws:SourceVpc", "vpc-91237329")], False),
    (
        "PUBLIC: one public statement of three",
        [
            grant(Principal={"Service": "cloudtrail.amazonaws.com"}),
            grant(Principal={"AWS": "2"}),
            grant(),
        ],
        True,
    ),
    (
        "PUBLIC: fixed principals",
        [grant(Principal={"AWS": ["arn:aws:iam::111122223333:root"]})],
        False,
    ),
    ("PUBLIC: a canonical user", [grant(Principal={"CanonicalUser": "79a59d"})], False),
    ("ELEMENTS, Principal: {AWS: *}", [grant(Principal={"AWS": "*"})], True),
    ("ELEMENTS, Principal: any service", [grant(Principal={"Service": "*"})], True),
    ("NotPrincipal: all but one may", [grant(Principal=None, NotPrincipal={"AWS": "2"})], True),
    ("PUBLIC: an organisation", [only("StringEquals", "aws:PrincipalOrgID", "o-1")], False),
    ("OPERATORS: keys have no case", [only("StringEquals", "AWS:principalorgid", "o-1")], False),
    (
        "PUBLIC: a policy variable",
        [only("StringEquals", "aws:PrincipalArn", "${aws:PrincipalArn}")],
        True,
    ),
    (
        "PUBLIC: a wildcard among fixed ones",
        [only("StringLike", "aws:SourceVpce", ["vpce-1", "vpce-*"])],
        True,
    ),
    ("PUBLIC: a range", [only("IpAddress", "aws:SourceIp", "203.0.113.0/24")], False),
    ("PUBLIC: all addresses", [only("IpAddress", "aws:SourceIp", "0.0.0.0/0")], True),
    ("PUBLIC: half of them", [only("IpAddress", "aws:SourceIp", "0.0.0.0/1")], True),
    ("PUBLIC: /8 is not broader than /8", [only("IpAddress", "aws:SourceIp", "11.0.0.0/8")], False),
    ("PUBLIC: /7 is", [only("IpAddress", "aws:SourceIp", "10.0.0.0/7")], True),
    ("PUBLIC: /32 of version 6", [only("IpAddress", "aws:SourceIp", "2001:db8::/32")], False),
    ("PUBLIC: /31 of version 6", [only("IpAddress", "aws:SourceIp", "2001:db8::/31")], True),
    (
        "PUBLIC: one range of two is the world",
        [only("IpAddress", "aws:SourceIp", ["203.0.113.0/24", "0.0.0.0/0"])],
        True,
    ),
    ("OPERATORS: addresses as text", [only("StringLike", "aws:SourceIp", "203.0.113.7")], True),
    (
        "PUBLIC: access points of an account",
        [
            only(
                "StringLike",
                "s3:DataAccessPointArn",
                "arn:aws:s3:us-west-2:123456789012:accesspoint/*",
            )
        ],
        False,
    ),
    (
        "PUBLIC: of any account",
        [only("StringLike", "s3:DataAccessPointArn", "arn:aws:s3:us-west-2:*:accesspoint/*")],
        True,
    ),
    (
        "MULTIVALUED: any path of an organisation",
        [only("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-1/r-1/*")],
        False,
    ),
    (
        "MULTIVALUED: ForAllValues holds without the key",
        [only("ForAllValues:StringLike", "aws:PrincipalOrgPaths", "o-1/*")],
        True,
    ),
    (
        "OPERATORS: IfExists holds without the key",
        [only("StringEqualsIfExists", "aws:PrincipalOrgID", "o-1")],
        True,
    ),
    (
        "OPERATORS: all but an organisation",
        [only("StringNotEquals", "aws:PrincipalOrgID", "o-1")],
        True,
    ),
    ("PUBLIC: TLS says nothing of who", [only("Bool", "aws:SecureTransport", "true")], True),
    (
        "PUBLIC: nor does the referrer",
        [only("StringLike", "aws:Referer", "https://example.com/*")],
        True,
    ),
    ("OPERATORS: no values", [only("StringEquals", "aws:SourceVpc", [])], True),
    (
        "OPERATORS: two keys are and",
        [grant(Condition={"StringEquals": {"aws:SourceVpc": "vpc-1", "s3:prefix": "a"}})],
        False,
    ),
    # Denials (LOGIC: a denial overrides).
    ("LOGIC: denied to all again", [grant(), denial(Condition=None)], False),
    (
        "LOGIC: denied but to an organisation",
        but("StringNotEquals", "aws:PrincipalOrgID", "o-1"),
        False,
    ),
    (
        "LOGIC: denied but from an endpoint",
        but("StringNotEqualsIfExists", "aws:SourceVpce", ["vpce-1", "vpce-2"]),
        False,
    ),
    (
        "LOGIC: denied but from a range",
        but("NotIpAddress", "aws:SourceIp", "203.0.113.0/24"),
        False,
    ),
    ("LOGIC: denied but from everywhere", but("NotIpAddress", "aws:SourceIp", "0.0.0.0/0"), True),
    ("LOGIC: denied to one organisation", but("StringEquals", "aws:PrincipalOrgID", "o-1"), True),
    ("LOGIC: denied without TLS", [grant(), denial()], True),
    (
        "LOGIC: denied but for services of AWS and an organisation",
        [
            grant(),
            denial(
                Condition={
                    "StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-1"},
                    "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
                }
            ),
        ],
        False,
    ),
    (
        "LOGIC: denied another action",
        [grant(), denial(Action="s3:PutObject", Condition=None)],
        True,
    ),
    ("LOGIC: denied elsewhere", [grant(), denial(Resource=f"{BUCKET}/a/*", Condition=None)], True),
    ("LOGIC: denied to somebody", [grant(), denial(Principal={"AWS": "2"}, Condition=None)], True),
    (
        "LOGIC: denied what begins like a policy variable",
        [grant(Resource=BUCKET + "/${aws:userid}"), denial(Resource=BUCKET + "/$*", Condition={})],
        True,
    ),
    (
        "LOGIC: denied all a policy variable may be",
        [grant(Resource=BUCKET + "/${aws:userid}"), denial(Resource=OBJECTS, Condition={})],
        False,
    ),
    # What cannot be read.
    ("unknown principal", [grant(Principal=UNKNOWN)], None),
    ("unknown value of a fixing key", [only("StringEquals", "aws:SourceVpc", UNKNOWN)], None),
    ("unknown value of another key", [only("StringEquals", "s3:prefix", UNKNOWN)], True),
    ("unknown condition", [grant(Condition=UNKNOWN)], None),
    ("unknown statement", [UNKNOWN], None),
    ("unknown statement beside a public one", [UNKNOWN, grant()], None),
    ("unknown denial", [grant(), denial(Condition=UNKNOWN)], None),
    ("ELEMENTS, Effect: has case", [grant(Effect="allow")], None),
]


@pytest.mark.parametrize(
    ("statements", "right"), [case[1:] for case in OPENINGS], ids=[case[0] for case in OPENINGS]
)
def test_the_world_is_let_in(statements: list[Any], right: bool | None) -> None:
    assert lets_world_in(document(*statements)) is right


def allow(**changes: Any) -> dict[str, Any]:
    written = {"Effect": "Allow", "Action": "*", "Resource": "*"} | changes
    return {name: value for name, value in written.items() if value is not None}


RIGHTS: list[tuple[str, dict[str, Any], bool | None]] = [
    ("AdministratorAccess", allow(), True),
    ("as lists", allow(Action=["*"], Resource=["*"]), True),
    ("every action of every service", allow(Action="*:*", Resource="arn:aws:*"), True),
    # ELEMENTS, Resource: "?" is any single character, and every name has one.
    ("every action, in other words", allow(Action="?*"), True),
    ("every action of every service, in other words", allow(Action="*?:*?"), True),
    ("every resource, in other words", allow(Resource="arn:aws:?*:*:*:?*"), True),
    ("actions of some length", allow(Action="???"), False),
    ("every resource of a partition", allow(Resource="arn:aws-cn:*"), True),
    ("every resource of several", allow(Resource=["arn:aws-us-gov:*:*:*:*", BUCKET]), True),
    ("every bucket of a partition", allow(Resource="arn:aws-cn:s3:::*"), False),
    ("all but some actions", allow(Action=None, NotAction=["iam:*"]), True),
    ("all but some resources", allow(Resource=None, NotResource="arn:aws:s3:::a"), True),
    ("under a condition", allow(Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}}), True),
    ("every action of one service", allow(Action="s3:*"), False),
    ("every action on one bucket", allow(Resource=BUCKET), False),
    ("denied", allow(Effect="Deny"), False),
    ("unknown action", allow(Action=UNKNOWN), None),
    ("unknown action on one bucket", allow(Action=UNKNOWN, Resource=BUCKET), False),
]


@pytest.mark.parametrize(
    ("statement", "right"), [case[1:] for case in RIGHTS], ids=[case[0] for case in RIGHTS]
)
def test_everything_is_allowed(statement: dict[str, Any], right: bool | None) -> None:
    assert allows_everything(document(statement)) is right


@pytest.mark.parametrize(
    ("pattern", "wanted", "covered", "met"),
    [
        ("*", "a*", True, True),
        ("a*", "*", False, True),
        ("a?c", "abc", True, True),
        ("a?", "a*", False, True),
        ("a*c", "abd", False, False),
        ("*b", "a*", False, True),
        ("a", "b*", False, False),
        ("**a", "a", True, True),
        ("a.c", "abc", False, False),
        ("a${aws:userid}", "ab", False, True),
        ("", "", True, True),
        ("?", "*", False, True),
    ],
)
def test_patterns(pattern: str, wanted: str, covered: bool, met: bool) -> None:
    assert covers(pattern, wanted) is covered
    assert overlap(pattern, wanted) is met
    assert overlap(wanted, pattern) is met
