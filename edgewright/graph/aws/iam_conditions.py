"""Conditions of policy statements: whether one always holds, and whether it keeps the world out.

Sources: IAM User Guide, "IAM JSON policy elements: Condition operators", "AWS global condition
context keys", "Single-valued vs. multivalued context keys"; for what keeps the world out, S3 User
Guide, "Blocking public access to your Amazon S3 storage", section "The meaning of 'public'".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import ip_network

from edgewright.graph.aws.iam_policy import all_of, any_of, as_entries
from edgewright.graph.model import PropertyValue, is_marker

SECURE_TRANSPORT = "aws:securetransport"
"""Whether a request came over TLS; in the context of every request."""
SOURCE_IP = "aws:sourceip"
ACCESS_POINT = "s3:dataaccesspointarn"
ORGANISATION_PATHS = ("aws:principalorgpaths", "aws:sourceorgpaths")
FIXING_KEYS = frozenset(
    {
        # A principal, user or role, in the words of "The meaning of 'public'".
        "aws:principalorgid",
        "aws:principalaccount",
        "aws:principalarn",
        "aws:userid",
        *ORGANISATION_PATHS,
        "aws:sourceorgid",
        "aws:sourcearn",
        "aws:sourcevpc",
        "aws:sourcevpce",
        "aws:sourceowner",
        "aws:sourceaccount",
        SOURCE_IP,
        ACCESS_POINT,
        "s3:dataaccesspointaccount",
    }
)
"""Keys whose fixed values say who or from where; condition keys have no case."""
_ALIKE = ("StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike")
_UNLIKE = (
    "StringNotEquals",
    "StringNotEqualsIgnoreCase",
    "StringNotLike",
    "ArnNotEquals",
    "ArnNotLike",
)
_COMPARISONS = (
    "Equals",
    "NotEquals",
    "LessThan",
    "LessThanEquals",
    "GreaterThan",
    "GreaterThanEquals",
)
_OPERATORS = frozenset(
    {*_ALIKE, *_UNLIKE, "Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "Null"}
    | {f"{kind}{name}" for kind in ("Numeric", "Date") for name in _COMPARISONS}
)
_OPERATOR = re.compile(r"(?:(ForAnyValue|ForAllValues):)?([A-Za-z]+?)(IfExists)?")
_OF_ACCOUNT = re.compile(r"arn:[a-z-]+:s3:[a-z0-9-]+:[0-9]{12}:accesspoint/")
_NAMED = re.compile(r"[^*?$]+$|[a-z_]+:[^*?$:/]+[:/]")
WIDEST = {4: 8, 6: 32}
"""Shortest prefix of an address range that is not the world, by version of IP."""


@dataclass(frozen=True)
class _Test:
    """One line of a condition: an operator, a key in lower case, and the values it is compared to.

    Attributes:
        operator: without quantifier and "IfExists"; "" for one that is not of the grammar.
        readable: whether every value could be read.
    """

    quantifier: str | None
    operator: str
    if_exists: bool
    key: str
    values: tuple[str, ...]
    readable: bool


def _tests(condition: PropertyValue) -> Iterator[_Test]:
    """The lines of a condition, all of which must hold; one nobody knows for what is not read."""
    if not isinstance(condition, dict) or is_marker(condition):
        yield _Test(None, "", False, "", (), False)
        return
    for name, compared in condition.items():
        if not isinstance(compared, dict) or is_marker(compared):
            yield _Test(None, "", False, "", (), False)
            continue
        for key, given in compared.items():
            yield _test(name, key.lower(), as_entries(given))


def _test(name: str, key: str, given: list[PropertyValue]) -> _Test:
    found = _OPERATOR.fullmatch(name)
    quantifier, operator, suffix = found.groups() if found else (None, "", None)
    values = [_value(one) for one in given if isinstance(one, str | bool | int | float)]
    return _Test(
        quantifier=quantifier,
        operator=operator if operator in _OPERATORS else "",
        if_exists=suffix is not None,
        key=key,
        values=tuple(values),
        readable=len(values) == len(given),
    )


def _value(given: str | bool | float) -> str:
    """A value as text; true and false may be written without quotes."""
    return str(given).lower() if isinstance(given, bool) else str(given)


def holds_without_tls(condition: PropertyValue) -> bool | None:
    """Whether a condition holds for every request that did not come over TLS."""
    return all_of(_met_without_tls(test) for test in _tests(condition))


def _met_without_tls(test: _Test) -> bool | None:
    if test.key != SECURE_TRANSPORT:
        # It asks for something more than the missing TLS, unless nobody knows what it asks.
        return False if test.operator else None
    if test.operator not in ("Bool", "Null"):
        return None
    if "false" in test.values:
        return True
    return False if test.readable and set(test.values) <= {"true"} else None


def keeps_world_out(condition: PropertyValue) -> bool | None:
    """Whether what is allowed under a condition is for fixed people or places only.

    A key that is missing from a request fails the test, but not with "IfExists" nor under
    "ForAllValues"; so these keep nobody out.
    """
    return any_of(_fixes(test) for test in _tests(condition))


def _fixes(test: _Test) -> bool | None:
    if not (test.key or test.readable):
        return None
    operators = ("IpAddress",) if test.key == SOURCE_IP else _ALIKE
    asks = test.operator in operators and not test.if_exists and test.quantifier != "ForAllValues"
    return _is_fixed(test) if asks and test.key in FIXING_KEYS else False


def names_client(condition: PropertyValue, keys: Iterable[str]) -> bool | None:
    """Whether a condition asks one of these claims of a token to be of a client that is named.

    A subject with wildcards is named as long as they stand behind the name: "repo:acme/*" and
    "organization:acme:*" are, "repo:*" is not.
    """
    wanted = frozenset(keys)
    return any_of(_names_client(test, wanted) for test in _tests(condition))


def _names_client(test: _Test, keys: frozenset[str]) -> bool | None:
    if not (test.key or test.readable):
        return None
    asks = test.operator in _ALIKE and not test.if_exists and test.quantifier != "ForAllValues"
    if not asks or test.key not in keys:
        return False
    if not all(_NAMED.match(value) for value in test.values):
        return False
    return (len(test.values) > 0) if test.readable else None


def refuses_the_rest(condition: PropertyValue) -> bool | None:
    """Whether what is denied under a condition is everything but fixed people or places.

    A negated operator holds for a request without the key. Requests of AWS's own services may be
    left out besides (aws:PrincipalIsAWSService): they are nobody's from outside.
    """
    return all_of(_excepts(test) for test in _tests(condition))


def _excepts(test: _Test) -> bool | None:
    if test.key == "aws:principalisawsservice":
        return test.operator == "Bool" and test.values == ("false",)
    operators = ("NotIpAddress",) if test.key == SOURCE_IP else _UNLIKE
    if not test.operator:
        return None
    asks = test.operator in operators and test.quantifier is None
    return _is_fixed(test) if asks and test.key in FIXING_KEYS else False


def _is_fixed(test: _Test) -> bool | None:
    """Whether every value is one person or place; a value nobody can read may be."""
    if not all(_is_fixed_value(test.key, value) for value in test.values):
        return False
    return (len(test.values) > 0) if test.readable else None


def _is_fixed_value(key: str, value: str) -> bool:
    """Whether a value has no wildcard and no policy variable in it where it matters."""
    if "${" in value:
        return False
    if key == SOURCE_IP:
        return _is_narrow(value)
    if key == ACCESS_POINT and _OF_ACCOUNT.match(value):
        return True
    if key in ORGANISATION_PATHS:
        value = value.partition("/")[0]
    return value != "" and not re.search(r"[*?]", value)


def _is_narrow(value: str) -> bool:
    """Whether an address range is not so wide that it is taken for the world."""
    try:
        network = ip_network(value, strict=False)
    except ValueError:
        return False
    return network.prefixlen >= WIDEST[network.version]
