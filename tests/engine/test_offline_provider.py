"""The offline provider on the real engine: a stack's whole life without a cloud."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from engine_runs import (
    Finished,
    engine_environment,
    make_project,
    run_pulumi,
    state,
    steps,
    write_program,
)

from edgewright.providers.offline.install import is_engine_noise
from edgewright.providers.property_values import UNKNOWN

pytestmark = pytest.mark.engine

CANARY = "canary-5f1c9e"
CONFIG = {
    "aws:region": "eu-central-1",
    "aws-native:region": "eu-central-1",
    "size": "small",
    "location": "westeurope",
    "version": "1.0.0",
    "secret:canary": CANARY,
}
PROGRAM = """
import json
import pulumi
import pulumi_aws as aws
import pulumi_aws_native as native
from pulumi_azure_native import resources, storage

config = pulumi.Config()


class Lake(pulumi.ComponentResource):
    def __init__(self, name, opts=None):
        super().__init__("trial:index:Lake", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        self.key = aws.kms.Key(f"{name}-key", opts=child)
        tags = {"size": config.require("size")}
        self.bucket = aws.s3.Bucket(f"{name}-bucket", tags=tags, opts=child)
        self.register_outputs({"bucket": self.bucket.bucket})


lake = Lake("lake")
aws.s3.BucketVersioning(
    "versions", bucket=lake.bucket.id, versioning_configuration={"status": "Enabled"}
)
aws.ssm.Parameter("hidden", type="SecureString", value=config.require_secret("canary"))
group = resources.ResourceGroup("group", location=config.require("location"))
store = storage.StorageAccount(
    "store",
    resource_group_name=group.name,
    location=group.location,
    kind="StorageV2",
    sku={"name": "Standard_ZRS"},
)
recipe = {"ComponentName": "detect", "ComponentVersion": config.require("version")}
component = native.greengrassv2.ComponentVersion("component", inline_recipe=json.dumps(recipe))
native.greengrassv2.Deployment(
    "release",
    target_arn="arn:aws:iot:eu-central-1:000000000000:thinggroup/quay",
    components={"detect": {"component_version": component.component_version}},
)
pulumi.export("arn", lake.bucket.arn)
pulumi.export("account", aws.get_caller_identity().account_id)
pulumi.export("component", component.arn)
pulumi.export("blob", store.primary_endpoints.blob)
pulumi.export("canary", config.require_secret("canary"))
"""
DECLARED = 10
"""The stack, the component, and eight resources."""


@pytest.fixture(scope="module")
def project(shared_project_dir: Path) -> Path:
    return make_project(shared_project_dir, PROGRAM, CONFIG)


def up(project: Path, *args: str) -> Finished:
    done = run_pulumi(project, "up", "--yes", *args)
    assert done.status == 0, done.text
    return done


def resource(project: Path, name: str) -> dict[str, Any]:
    [found] = [one for one in state(project) if one["urn"].endswith(f"::{name}")]
    return found


def inputs(preview: Finished) -> dict[str, Any]:
    """Resource name -> inputs, from `pulumi preview --json`."""
    found = json.loads(preview.out)["steps"]
    states = {step["urn"].rpartition("::")[2]: step["newState"] for step in found}
    return {name: one.get("inputs", {}) for name, one in states.items()}


def set_config(project: Path, name: str, value: str) -> None:
    assert run_pulumi(project, "config", "set", name, value).status == 0


# The tests down to `destroy` follow each other on one stack.


def test_a_preview_knows_references_and_creates_nothing(project: Path) -> None:
    done = run_pulumi(project, "preview", "--json")
    found = steps(done)
    assert set(found.values()) == {"create"} and len(found) == DECLARED
    declared = inputs(done)
    assert declared["versions"]["bucket"] == declared["lake-bucket"]["bucket"]
    assert declared["store"]["resourceGroupName"] == declared["group"]["resourceGroupName"]
    assert declared["release"]["components"] == {"detect": {"componentVersion": "1.0.0"}}
    assert state(project) == []
    assert CANARY not in done.text


def test_up_creates_what_the_preview_said(project: Path) -> None:
    said = inputs(run_pulumi(project, "preview", "--json"))
    assert f"{DECLARED} created" in up(project, "--skip-preview").out
    for name in ("lake-key", "lake-bucket", "versions", "group", "store", "component", "release"):
        made = resource(project, name)
        assert made.get("inputs", {}) == said[name], name
        assert made["id"]
    outputs = json.loads(run_pulumi(project, "stack", "output", "--json").out)
    assert outputs["account"] == "000000000000"
    assert outputs["arn"] == f"arn:aws:s3:::{resource(project, 'lake-bucket')['id']}"
    assert outputs["component"].endswith(":components:detect:versions:1.0.0")
    assert outputs["blob"].startswith("https://store")


def test_secrets_are_encrypted_in_the_state(project: Path) -> None:
    hidden = resource(project, "hidden")
    for part in ("inputs", "outputs"):
        assert "ciphertext" in hidden[part]["value"]
    files = [path for path in (project / ".engine" / "state").rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if CANARY.encode() in path.read_bytes()]
    shown = run_pulumi(project, "stack", "export", "--show-secrets")
    assert CANARY in shown.out, "the state does hold it, encrypted"


def test_a_second_up_changes_nothing(project: Path) -> None:
    done = up(project)
    assert f"{DECLARED} unchanged" in done.out
    assert "created" not in done.out


def test_an_update_in_place(project: Path) -> None:
    before = resource(project, "lake-bucket")
    set_config(project, "size", "large")
    assert steps(run_pulumi(project, "preview", "--json"))["lake-bucket"] == "update"
    assert "1 updated" in up(project).out
    after = resource(project, "lake-bucket")
    assert after["id"] == before["id"]
    assert after["outputs"]["tagsAll"] == {"size": "large"}


def test_a_replacement_takes_along_what_depends_on_it(project: Path) -> None:
    before = {name: resource(project, name) for name in ("group", "store")}
    set_config(project, "location", "northeurope")
    found = steps(run_pulumi(project, "preview", "--json"))
    assert {found["group"], found["store"]} <= {"replace", "create-replacement", "delete-replaced"}
    assert "2 replaced" in up(project).out
    for name, old in before.items():
        new = resource(project, name)
        assert new["outputs"]["location"] == "northeurope"
        assert new["id"] != old["id"]
    inside = resource(project, "store")["id"]
    assert inside.startswith(resource(project, "group")["id"] + "/")


def test_a_new_component_version_is_another_deployment(project: Path) -> None:
    before = resource(project, "release")["outputs"]["deploymentId"]
    set_config(project, "version", "1.1.0")
    assert "2 replaced" in up(project).out
    assert resource(project, "component")["id"].endswith(":versions:1.1.0")
    assert resource(project, "release")["outputs"]["deploymentId"] != before


def test_refresh_finds_what_the_state_says(project: Path) -> None:
    before = state(project)
    done = run_pulumi(project, "refresh", "--yes")
    assert done.status == 0, done.text
    assert f"{DECLARED} unchanged" in done.out
    mine = ("urn", "id", "inputs", "outputs")
    assert [[one.get(key) for key in mine] for one in _without_secrets(state(project))] == [
        [one.get(key) for key in mine] for one in _without_secrets(before)
    ]


def _without_secrets(resources: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A secret is encrypted afresh every time."""
    return [one for one in resources if "ciphertext" not in json.dumps(one)]


def test_the_engines_warnings_are_recognised(project: Path) -> None:
    lines = run_pulumi(project, "preview").text.splitlines()
    noisy = [line for line in lines if "using pulumi-resource-" in line]
    assert noisy
    assert [line for line in noisy if not is_engine_noise(line)] == []
    assert [line for line in lines if is_engine_noise(line) and line not in noisy] == []
    assert not [line for line in lines if "expected to have version" in line]


def test_destroy(project: Path) -> None:
    done = run_pulumi(project, "destroy", "--yes")
    assert done.status == 0, done.text
    assert f"{DECLARED} deleted" in done.out
    assert state(project) == []


# From here each test has a stack of its own.


def test_an_unknown_function_stops_the_program_and_says_what_to_do(project_dir: Path) -> None:
    program = "import pulumi_aws as aws\naws.ec2.get_launch_template(name='web')\n"
    make_project(project_dir, program, CONFIG)
    done = run_pulumi(project_dir, "preview")
    assert done.status != 0
    assert "aws:ec2/getLaunchTemplate:getLaunchTemplate" in done.text
    assert "OFF-001" in done.text
    assert "Say in edgewright.yaml what the program gets offline" in done.text


def test_what_is_not_known_of_a_resource_that_exists_stays_so(project_dir: Path) -> None:
    program = """
import pulumi
import pulumi_aws as aws

found = aws.s3.Bucket.get("found", "somebodys-bucket")
pulumi.export("id", found.id)
pulumi.export("zone", found.hosted_zone_id.apply(lambda zone: zone.upper()))
"""
    make_project(project_dir, program, CONFIG)
    done = run_pulumi(project_dir, "preview")
    assert done.status == 0, done.text
    assert '"somebodys-bucket"' in done.text and "[unknown]" in done.text


def test_no_region_stops_before_anything_is_made(project_dir: Path) -> None:
    program = "import pulumi_aws as aws\naws.kms.Key('key')\n"
    make_project(project_dir, program)
    done = run_pulumi(project_dir, "up", "--yes")
    assert done.status != 0
    assert "no region" in done.text
    assert [one for one in state(project_dir) if one["type"].startswith("aws:")] == []


def test_unknown_values_stay_unknown_in_a_preview(project_dir: Path) -> None:
    """What the cloud alone makes up is not foretold; what follows from names is."""
    program = """
import pulumi
import pulumi_aws as aws

group = aws.iot.ThingGroup("group")
parameter = aws.ssm.Parameter("made", type="String", value=group.metadatas.apply(str))
aws.s3.Bucket("pointer", tags={"arn": parameter.arn})
"""
    make_project(project_dir, program, CONFIG)
    done = run_pulumi(project_dir, "preview", "--json")
    assert done.status == 0, done.text
    declared = inputs(done)
    assert declared["made"]["value"] == UNKNOWN
    assert declared["pointer"]["tags"]["arn"].startswith("arn:aws:ssm:eu-central-1:000000000000:")


def test_an_explicit_provider_has_its_own_region(project_dir: Path) -> None:
    program = """
import pulumi
import pulumi_aws as aws

other = aws.Provider("other", region="sa-east-1", allowed_account_ids=["111122223333"])
key = aws.kms.Key("key", opts=pulumi.ResourceOptions(provider=other))
pulumi.export("arn", key.arn)
"""
    make_project(project_dir, program, CONFIG)
    up(project_dir)
    outputs = json.loads(run_pulumi(project_dir, "stack", "output", "--json").out)
    assert outputs["arn"].startswith("arn:aws:kms:sa-east-1:111122223333:key/")


def test_resources_move_with_their_providers_region(project_dir: Path) -> None:
    """Those that name a region stay; naming the one a resource is in already changes nothing."""
    program = """
import pulumi
import pulumi_aws as aws

aws.kms.Key("follows")
aws.kms.Key("stays", region="eu-central-1")
aws.iam.Role("nowhere", assume_role_policy="{}")
"""
    make_project(project_dir, program, CONFIG)
    up(project_dir)
    write_program(project_dir, program.replace('"follows"', '"follows", region="eu-central-1"'))
    assert "unchanged" in up(project_dir).out
    assert set(steps(run_pulumi(project_dir, "preview", "--json", "--show-sames")).values()) == {
        "same"
    }
    write_program(project_dir, program)
    assert "unchanged" in up(project_dir).out
    set_config(project_dir, "aws:region", "sa-east-1")
    found = json.loads(run_pulumi(project_dir, "preview", "--json").out)["steps"]
    reasons = [step["replaceReasons"] for step in found if step["op"] == "replace"]
    assert reasons == [["region"]]
    assert '- region: "eu-central-1"' in run_pulumi(project_dir, "preview", "--diff").out
    assert "1 replaced" in up(project_dir).out
    arns = {name: resource(project_dir, name)["outputs"]["arn"] for name in ("follows", "stays")}
    assert arns["follows"].startswith("arn:aws:kms:sa-east-1:")
    assert arns["stays"].startswith("arn:aws:kms:eu-central-1:")
    assert "replaced" not in up(project_dir).out


EDGE = """
import pulumi
from edgewright.components.azure.edge_deployment import EdgeDeployment

config = pulumi.Config()
modules = {"detect": {"type": "docker", "settings": {"image": config.require("image")}}}
content = {"modulesContent": {"$edgeAgent": {"properties.desired": {"modules": modules}}}}
deployment = EdgeDeployment(
    "Pier",
    host_name="hub.azure-devices.net",
    content=content,
    target_condition="tags.fleet='pier'",
    priority=10,
)
pulumi.export("id", deployment.id)
"""


def test_our_own_package_has_a_stand_in_too(project_dir: Path) -> None:
    make_project(project_dir, EDGE, {"image": "detect:1"})
    up(project_dir)
    first = resource(project_dir, "Pier")["id"]
    assert first.startswith("pier-")
    assert "unchanged" in up(project_dir).out
    set_config(project_dir, "image", "detect:2")
    assert "1 replaced" in up(project_dir).out
    assert resource(project_dir, "Pier")["id"] != first


def test_two_hundred_resources_sixteen_at_a_time(project_dir: Path) -> None:
    program = """
import pulumi_aws as aws

for number in range(200):
    aws.s3.Bucket(f"b{number}")
"""
    make_project(project_dir, program, CONFIG)
    assert "201 created" in up(project_dir, "--parallel", "16").out
    buckets = [one for one in state(project_dir) if one["type"] == "aws:s3/bucket:Bucket"]
    for bucket in buckets:
        name = bucket["urn"].rpartition("::")[2]
        assert bucket["id"].startswith(f"{name}-")
        assert bucket["outputs"]["arn"] == f"arn:aws:s3:::{bucket['id']}"
    assert len({bucket["id"] for bucket in buckets}) == 200
    write_program(project_dir, "")
    assert "200 deleted" in up(project_dir, "--parallel", "16").out


def test_the_environment_holds_no_credentials(project_dir: Path) -> None:
    names = engine_environment(project_dir)
    assert not [name for name in names if name.startswith(("AWS_", "AZURE_", "ARM_"))]
