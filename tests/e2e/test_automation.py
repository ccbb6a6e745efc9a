"""The gate under Pulumi's Automation API, which runs an update with --skip-preview of its own."""

import sys

import pytest
from sandboxes import STACK, Sandbox

pytestmark = pytest.mark.engine

LOCAL = """
import json, os, sys
from pathlib import Path
from pulumi import automation

pack = os.environ.pop("PULUMI_OPTION_POLICY_PACK")
stack = automation.select_stack(stack_name={stack!r}, work_dir=os.getcwd())
try:
    stack.up(policy_packs=[pack])
    sys.exit("an update without a preview was let through")
except automation.CommandError as refused:
    assert "GAT-002" in str(refused), refused
stack.preview(policy_packs=[pack])
result = stack.up(policy_packs=[pack])
print("deployed", result.summary.resource_changes)
evaluation = json.loads(Path({evaluation!r}).read_text())
assert (evaluation["complete"], evaluation["phase"]) == (True, "up"), evaluation["notes"]
try:
    stack.up()
    sys.exit("a program without a gate was let through")
except automation.CommandError as refused:
    assert "GAT-001" in str(refused), refused
"""

INLINE = """
import os, sys
from pulumi import automation

pack = os.environ.pop("PULUMI_OPTION_POLICY_PACK")

def program():
    from pulumi_azure_native import iothub, resources
    group = resources.ResourceGroup("group", location="brazilsouth")
    iothub.IotHubResource(
        "hub", resource_group_name=group.name, location="brazilsouth",
        sku={"name": "S1", "capacity": 1}, properties={"min_tls_version": sys.argv[1]})

stack = automation.create_or_select_stack("inline", project_name="foreign", program=program)
try:
    stack.preview(policy_packs=[pack])
    print("held")
except automation.CommandError as refused:
    print("refused", refused)
"""


def test_a_local_program(sandbox: Sandbox) -> None:
    environment = sandbox.prepared()
    file = sandbox.evaluation_file()
    script = LOCAL.replace("{stack!r}", repr(STACK)).replace("{evaluation!r}", repr(str(file)))
    done = sandbox.run(sys.executable, "-c", script, **environment)
    assert done.status == 0, done.text
    assert "deployed" in done.out
    assert not file.exists(), "what ran last had no gate, and has no verdict"
    assert sandbox.state()


@pytest.mark.parametrize(("floor", "outcome"), [("1.0", "ENC-05"), ("1.2", "held")])
def test_an_inline_program_that_never_heard_of_edgewright(
    sandbox: Sandbox, floor: str, outcome: str
) -> None:
    environment = sandbox.prepared()
    done = sandbox.run(sys.executable, "-c", INLINE, floor, **environment)
    assert done.status == 0, done.text
    assert outcome in done.out
