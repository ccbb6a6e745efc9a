"""Programs that never heard of edgewright, previewed and deployed offline by its own commands."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from sandboxes import BIN, Done, Sandbox, clean_environment

pytestmark = pytest.mark.engine

BUCKET_OF_MANY = """
import json
import pulumi
import pulumi_aws as aws

config = pulumi.Config()
image = aws.ec2.get_ami_output(owners=["amazon"], most_recent=True)
network = aws.ec2.get_vpc(default=True)
subnets = aws.ec2.get_subnets(filters=[{"name": "vpc-id", "values": [network.id]}])
bucket = aws.s3.Bucket("data", opts=pulumi.ResourceOptions(version="7.0.0"))
aws.s3.BucketPolicy(
    "policy",
    bucket=bucket.id,
    policy=bucket.arn.apply(
        lambda arn: json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Deny",
                        "Principal": "*",
                        "Action": "s3:*",
                        "Resource": [arn, arn + "/*"],
                        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                    }
                ],
            }
        )
    ),
)
cluster = aws.eks.Cluster(
    "cluster",
    role_arn="arn:aws:iam::000000000000:role/cluster",
    vpc_config={"subnet_ids": subnets.ids},
)
old = aws.kms.Key.get("old", "11111111-2222-3333-4444-555555555555")
launch = aws.ec2.get_launch_template(name="web")
password = pulumi.CustomResource(
    "random:index/randomPassword:RandomPassword", "password", {"length": 16, "result": None}
)
pulumi.CustomResource("tls:index/privateKey:PrivateKey", "key", {"algorithm": "RSA"})
pulumi.CustomResource(
    "kubernetes:apps/v1:Deployment", "web", {"spec": {"replicas": 1}, "metadata": {}}
)
pulumi.export("image", image.id)
pulumi.export("zones", len(aws.get_availability_zones().names))
pulumi.export("host", cluster.endpoint.apply(lambda url: url.removeprefix("https://")))
pulumi.export("group", cluster.vpc_config.apply(lambda one: one.cluster_security_group_id))
pulumi.export("password", config.require_secret("password"))
pulumi.export("launch", launch.latest_version)
"""
ENDPOINT = """
import pulumi
from pulumi_azure_native import authorization, resources, storage

client = authorization.get_client_config()
group = resources.ResourceGroup("group", location="westeurope")
account = storage.StorageAccount(
    "account",
    resource_group_name=group.name,
    kind="StorageV2",
    sku={"name": "Standard_ZRS"},
    enable_https_traffic_only=True,
    minimum_tls_version="TLS1_2",
)
keys = storage.list_storage_account_keys_output(group.name, account.name)
pulumi.export("host", account.primary_endpoints.apply(lambda e: e.web.replace("https://", "")))
pulumi.export("blob", account.primary_endpoints.blob)
pulumi.export("tenant", client.tenant_id)
pulumi.export("key", keys.apply(lambda found: found.keys[0].value))
"""
SETTINGS = {
    "secretsprovider": "awskms://alias/team?region=us-east-1",
    "encryptedkey": "AQ==",
    "config": {"aws:region": "eu-central-1", "shop:password": {"secure": "AAAA"}},
}
STUBS = """
invokes:
  "aws:ec2/getLaunchTemplate:getLaunchTemplate":
    - args: {name: web}
      returns: {latestVersion: 3}
"""


def stranger(folder: Path, program: str, settings: Any = None, runtime: Any = "python") -> Sandbox:
    folder.mkdir(parents=True)
    (folder / "program").mkdir()
    (folder / "program" / "__main__.py").write_text(program)
    described = {"name": "shop", "runtime": runtime, "main": "program", "stackConfigDir": "conf"}
    (folder / "Pulumi.yaml").write_text(json.dumps(described))
    (folder / "conf").mkdir()
    (folder / "conf" / "Pulumi.dev.yaml").write_text(json.dumps(settings or {}))
    return Sandbox(folder, clean_environment())


def outputs(project: Sandbox) -> dict[str, Any]:
    """The stack's outputs after an update."""
    [stack] = [one for one in exported(project) if one["type"] == "pulumi:pulumi:Stack"]
    return dict(stack["outputs"])


def exported(project: Sandbox) -> list[dict[str, Any]]:
    environment = project.offline_environment("dev")
    done = project.run("pulumi", "stack", "export", "--stack", "dev", **environment)
    assert done.status == 0, done.text
    return list(json.loads(done.out)["deployment"]["resources"])


def judged(project: Sandbox, done: Done) -> dict[str, Any]:
    """The evaluation of a run in which no exception ended the program."""
    assert "Traceback" not in done.text and "RUN-003" not in done.text, done.text
    return project.evaluation("dev")


def test_aws_with_packages_whose_sdks_are_not_there(project_dir: Path) -> None:
    project = stranger(project_dir, BUCKET_OF_MANY, SETTINGS)
    own = (project_dir / "conf" / "Pulumi.dev.yaml").read_text()
    asked = project.edgewright("preview", "--stack", "dev", "--offline")
    assert asked.status != 0 and '"aws:ec2/getLaunchTemplate:getLaunchTemplate":' in asked.text
    (project_dir / "edgewright.yaml").write_text(STUBS)
    done = project.edgewright("preview", "--stack", "acme/shop/dev", "--offline")
    evaluation = judged(project, done)
    assert evaluation["complete"], done.text
    for name, value in {"zones": "3", "launch": "3", "host": "[unknown]"}.items():
        assert any(line.split() == [name, ":", value] for line in shown(done)), done.text
    assert (project_dir / "conf" / "Pulumi.dev.yaml").read_text() == own
    done = project.edgewright("up", "--stack", "dev", "--offline", "--yes")
    assert judged(project, done)["phase"] == "up", done.text
    assert outputs(project)["host"].startswith("made-up-")
    refused = project.edgewright("report", "--stack", "dev", "--format", "json")
    assert json.loads(refused.out)


def shown(done: Done) -> list[str]:
    """The lines of a run, with a space on either side of each colon."""
    return [line.replace(":", " : ", 1) for line in done.out.splitlines()]


def test_an_ordinary_line_over_an_output_of_azure(project_dir: Path) -> None:
    project = stranger(project_dir, ENDPOINT)
    done = project.edgewright("preview", "--stack", "dev", "--offline")
    judged(project, done)
    assert any(line.split() == ["host", ":", "[unknown]"] for line in shown(done)), done.text
    assert ".blob.core.windows.net/" in done.text
    done = project.edgewright("up", "--stack", "dev", "--offline", "--yes")
    judged(project, done)
    assert outputs(project)["host"].startswith("made-up-"), done.text
    online = project.environment | project.offline_environment("dev")
    kept = {name: one for name, one in online.items() if name != "EDGEWRIGHT_OFFLINE"}
    real = project.run("pulumi", "preview", "--stack", "dev", **kept, EDGEWRIGHT_OFFLINE="0")
    assert real.status != 0 and "GAT-006" in real.text


def test_a_language_that_is_not_on_this_machine(project_dir: Path) -> None:
    project = stranger(project_dir, "", runtime="yaml")
    home = project_dir / "nobody's home"
    done = project.edgewright("preview", "--stack", "dev", "--offline", PULUMI_HOME=str(home))
    if shutil.which("pulumi-language-yaml"):
        pytest.skip("Pulumi's own host for YAML is on this machine")
    assert done.status == 3 and "OFF-005" in done.err and "pulumi-language-yaml" in done.err


def test_the_programs_own_virtual_environment(project_dir: Path) -> None:
    """Its packages are those of this one, but for one it alone has."""
    runtime = {"name": "python", "options": {"virtualenv": "venv"}}
    program = "import pulumi, only_here\npulumi.export('here', only_here.NAME)\n"
    project = stranger(project_dir, program, runtime=runtime)
    subprocess.run(
        [BIN / "python", "-m", "venv", "--without-pip", project_dir / "venv"], check=True
    )
    [packages] = (project_dir / "venv" / "lib").glob("python*/site-packages")
    [ours] = BIN.parent.glob("lib/python*/site-packages")
    (packages / "ours.pth").write_text(f"{ours}\n")
    (packages / "only_here.py").write_text("NAME = 'only here'\n")
    done = project.edgewright("preview", "--stack", "dev", "--offline")
    assert '"only here"' in done.text, done.text
