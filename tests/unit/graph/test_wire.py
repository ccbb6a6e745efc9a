"""Special property values of the engine, as its own sources define them."""

import pytest
from pulumi.runtime import rpc

from edgewright.base.stand_in import stand_in
from edgewright.graph.model import SECRET, UNKNOWN
from edgewright.graph.resource import wire


def test_signatures_are_the_sdks() -> None:
    assert wire.SIGNATURE_KEY == rpc._special_sig_key
    assert wire.SECRET_SIGNATURE == rpc._special_secret_sig
    assert wire.OUTPUT_SIGNATURE == rpc._special_output_value_sig
    assert wire.REFERENCE_SIGNATURE == rpc._special_resource_sig
    assert rpc.UNKNOWN in wire.UNKNOWN_VALUES


def secret(value: object) -> dict[str, object]:
    return {wire.SIGNATURE_KEY: wire.SECRET_SIGNATURE, "value": value}


def output(**parts: object) -> dict[str, object]:
    return {wire.SIGNATURE_KEY: wire.OUTPUT_SIGNATURE, **parts}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (7.0, 7),
        (7.5, 7.5),
        (True, True),
        (None, None),
        (rpc.UNKNOWN, UNKNOWN),
        ("[secret]", SECRET),
        (secret("canary"), SECRET),
        (secret({"deep": ["canary"]}), SECRET),
        (output(value="plain"), "plain"),
        (output(value="canary", secret=True), SECRET),
        (output(secret=True), SECRET),
        (output(), UNKNOWN),
        ([1.0, secret("canary")], [1, SECRET]),
        ({"a": {"b": rpc.UNKNOWN}, "__internal": 1}, {"a": {"b": UNKNOWN}}),
        ({wire.SIGNATURE_KEY: wire.REFERENCE_SIGNATURE, "urn": "u"}, {"$ref": "u"}),
        (
            {wire.SIGNATURE_KEY: "c44067f5952c0a294b673a41bacd8c17", "text": "x", "hash": "h"},
            {"$asset": "h"},
        ),
    ],
)
def test_plain(value: object, expected: object) -> None:
    assert wire.plain(value) == expected


def test_no_secret_survives_anywhere() -> None:
    nested = {"x": [output(value={"y": secret("canary")})], "z": secret("canary")}
    assert "canary" not in repr(wire.plain_properties(nested))


def test_objects_are_in_one_order_however_they_arrive() -> None:
    given = {"b": {"d": 1, "c": [{"f": 2, "e": 3}]}, "a": 4}
    assert str(wire.plain_properties(given)) == "{'a': 4, 'b': {'c': [{'e': 3, 'f': 2}], 'd': 1}}"


def test_what_stands_in_for_a_clouds_own_value_is_not_known() -> None:
    text = stand_in("0123456789abcdef0123")
    assert wire.plain({"kmsKeyId": f"arn:aws:kms:r:1:{text}"}) == {"kmsKeyId": UNKNOWN}
    assert wire.plain("made-up-by-people") == "made-up-by-people"
