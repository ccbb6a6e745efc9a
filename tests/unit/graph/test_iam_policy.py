"""Policy documents in AWS's grammar (IAM User Guide, "IAM JSON policy elements reference")."""

import json

import pytest

from edgewright.graph.aws.iam_policy import policy_statements
from edgewright.graph.model import SECRET, UNKNOWN


def test_single_statement_and_single_values_become_lists() -> None:
    document = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "iot:*"}}
    assert policy_statements(json.dumps(document)) == [
        {
            "effect": "Allow",
            "actions": ["iot:*"],
            "resources": [],
            "principals": None,
            "conditions": {},
            "inverted": False,
        }
    ]


@pytest.mark.parametrize("element", ["NotAction", "NotResource", "NotPrincipal"])
def test_inverted_elements_are_marked(element: str) -> None:
    [found] = policy_statements({"Statement": [{"Effect": "Allow", element: ["x"]}]})
    assert found["inverted"] is True


@pytest.mark.parametrize("document", [UNKNOWN, SECRET, "not json", "[1]", 7])
def test_what_cannot_be_read_is_unknown(document: object) -> None:
    assert policy_statements(document) == UNKNOWN


def test_no_document_is_none() -> None:
    assert policy_statements(None) is None
