"""A canary in the stack's secrets: only the provider and the encrypted state may hold it."""

import json
import os
from pathlib import Path

import pytest
from sandboxes import STACK, Sandbox

from edgewright.tools.locate import locate

pytestmark = pytest.mark.engine
CANARY = "canary-7f3a9c51-do-not-sing"
PROGRAM = """
import pulumi
import pulumi_aws as aws

secret = pulumi.Config().require_secret("canary")
aws.ssm.Parameter("canary", type="SecureString", value=secret, region="eu-central-1")
aws.s3.Bucket("canary", tags={"note": secret}, region="eu-central-1")
aws.iot.Policy("canary", region="eu-central-1", policy=secret.apply(
    lambda value: '{"Statement": [{"Effect": "Allow", "Action": "iot:Connect", "Resource": "'
    + value + '"}]}'))
pulumi.export("canary", secret)
"""
RECORDING_OPA = """#!/bin/sh
case "$1" in
run) exec {opa} "$@" --log-level=info --set=decision_logs.console=true >>{record} 2>&1 ;;
*) exec {opa} "$@" ;;
esac
"""


@pytest.fixture
def record(sandbox: Sandbox, tmp_path: Path) -> Path:
    """Everything that is asked of OPA, as OPA itself logs it."""
    opa, pulumi = locate("opa"), locate("pulumi")
    folder = tmp_path / "tools" / opa.parent.name
    folder.mkdir(parents=True)
    (folder.parent / pulumi.parent.name).symlink_to(pulumi.parent)
    record = tmp_path / "record"
    (folder / "opa").write_text(RECORDING_OPA.format(opa=opa, record=record))
    (folder / "opa").chmod(0o755)
    return record


def test_the_canary_is_nowhere(sandbox: Sandbox, record: Path) -> None:
    environment = sandbox.prepared()
    setting = sandbox.pulumi("config", "set", "--secret", "canary", CANARY)
    assert sandbox.run(*setting, **environment).status == 0
    sandbox.append_to_program(PROGRAM)
    tools = {"EDGEWRIGHT_TOOLS_DIR": str(record.parent / "tools")}
    previewed = sandbox.edgewright("preview", "--offline", "--stack", STACK, **tools)
    assert "canary" in previewed.out, previewed.text
    deployed = sandbox.edgewright("up", "--offline", "--yes", "--stack", STACK, **tools)
    printed = previewed.text + deployed.text
    for form in ("text", "json", "sarif", "html"):
        printed += sandbox.edgewright("report", "--stack", STACK, "--format", form).text
    asked = record.read_text()
    assert "edgewright/policy-input" in asked, "the recording OPA saw nothing"
    assert "::canary" in asked, "OPA was not asked about the resources that hold it"
    assert CANARY not in asked
    assert CANARY not in printed
    assert places_of(CANARY, sandbox.root) == []


def test_the_state_given_to_check_is_not_repeated(sandbox: Sandbox) -> None:
    """Somebody exports a state with its secrets in plain text and has it judged."""
    secret = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270"}
    state = {
        "version": 3,
        "deployment": {
            "resources": [
                {
                    "urn": "urn:pulumi:s::p::aws:iot/policy:Policy::canary",
                    "type": "aws:iot/policy:Policy",
                    "inputs": {"policy": {**secret, "plaintext": f'"{CANARY}"'}},
                }
            ]
        },
    }
    file = sandbox.root / "state.json"
    file.write_text(json.dumps(state))
    for command in (
        ("check", "--stack", STACK, "--file", str(file), "--format", "json"),
        ("graph", "--file", str(file), "--format", "json"),
    ):
        done = sandbox.edgewright(*command)
        assert "canary" in done.out, done.text
        assert CANARY not in done.text


def places_of(text: str, folder: Path) -> list[str]:
    """Files below `folder` that hold `text`."""
    found = []
    for parent, _, names in os.walk(folder):
        for name in names:
            path = Path(parent) / name
            if path.is_file() and text.encode() in path.read_bytes():
                found.append(str(path))
    return found
