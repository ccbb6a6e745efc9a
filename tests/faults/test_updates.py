"""What an update may create: attacks on the gate, and honest programs that it must let through.

The cloud behind them names things at random in every run and foretells nothing.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from gated_stacks import Stack, make_stack

pytestmark = pytest.mark.engine

STORE = """
import os
import pulumi
import pulumi_aws as aws

WHERE = os.environ.get("WHERE") or pulumi.Config().get("where") or "eu-central-1"

def store(name, region=WHERE, key=None, **more):
    bucket = aws.s3.Bucket(name, region=region, tags={"edgewright:data": "faces"}, **more)
    key = key or aws.kms.Key(f"{name}-key", region=region, enable_key_rotation=True, **more)
    aws.s3.BucketServerSideEncryptionConfiguration(
        f"{name}-sse",
        bucket=bucket.id,
        region=region,
        rules=[
            {
                "apply_server_side_encryption_by_default": {
                    "sse_algorithm": "aws:kms",
                    "kms_master_key_id": key.arn,
                }
            }
        ],
        **more,
    )
    return bucket
"""
ONE = f"{STORE}\nstore('faces')\n"
PARTS = {"faces", "faces-key", "faces-sse"}
INSIDE = f"""{STORE}
first = store("faces")
by_key = {{"sse_algorithm": "aws:kms", "kms_master_key_id": "arn:aws:kms:__INNER__:1:key/2"}}
rule = {{"rule": {{"apply_server_side_encryption_by_default": by_key}}}}
first.arn.apply(
    lambda _: aws.s3.Bucket(
        "inner",
        region="__INNER__",
        tags={{"edgewright:data": "faces"}},
        server_side_encryption_configuration=rule,
    )
)
"""
LATER = f"""{STORE}
key = aws.kms.Key("first", enable_key_rotation=True)
store("faces", key.id.apply(lambda _: "__REGION__"))
"""


def test_what_a_preview_judged_is_made_and_then_unchanged(stack: Stack) -> None:
    stack.write(ONE)
    assert stack.preview().status == 0
    done = stack.update()
    assert done.status == 0, done.text
    assert stack.made() == PARTS
    assert stack.evaluation().verdict == "held"
    again = stack.pulumi("up", "--yes")
    assert again.status == 0, again.text
    assert "4 unchanged" in again.out


@pytest.mark.parametrize("inner", ["eu-west-1", "us-east-1"])
def test_what_is_declared_in_an_apply(stack: Stack, inner: str) -> None:
    """No preview sees it: in one, an apply of what is not known does not run."""
    stack.write(INSIDE.replace("__INNER__", inner))
    done = stack.pulumi("up", "--yes")
    if "eu" in inner:
        assert done.status == 0, done.text
        assert stack.made() == PARTS | {"inner"}
    else:
        assert done.status != 0
        assert "RES-01" in done.text
        assert "inner" not in stack.made()
        [note] = [one for one in stack.evaluation().notes if "Let through before it" in one]
        assert "::faces" in note and "Bucket::inner was refused" in note


@pytest.mark.parametrize("region", ["eu-west-1", "us-east-1"])
def test_what_a_preview_could_not_know(stack: Stack, region: str) -> None:
    stack.write(LATER.replace("__REGION__", region))
    preview = stack.preview()
    assert preview.status == 0, preview.text
    done = stack.update()
    if region.startswith("eu"):
        assert done.status == 0, done.text
        assert stack.made() == PARTS | {"first"}
    else:
        assert done.status != 0
        assert "RES-01" in done.text
        assert "faces" not in stack.made()


def test_a_variable_turned_after_the_preview(stack: Stack) -> None:
    stack.write(ONE)
    assert stack.preview().status == 0
    done = stack.update(WHERE="us-east-1")
    assert done.status != 0
    assert "RES-01" in done.text or "ENC-01" in done.text
    assert "faces" not in stack.made()


def test_a_config_file_turned_after_the_preview(stack: Stack) -> None:
    stack.write(ONE)
    assert stack.preview().status == 0
    other = stack.root / "other.yaml"
    own = (stack.root / "Pulumi.test.yaml").read_text()
    other.write_text(own.replace("config:\n", "config:\n  trial:where: us-east-1\n"))
    done = stack.update("--config-file", str(other))
    assert done.status != 0
    assert "RES-01" in done.text or "ENC-01" in done.text
    assert "faces" not in stack.made()


def test_a_providers_region_turned_after_the_preview(stack: Stack) -> None:
    """The resources say nothing of a region, and are as they were."""
    stack.write(
        "import pulumi_aws as aws\n"
        "aws.mediastore.Container('free', tags={'edgewright:data': 'faces'})\n"
    )
    assert stack.preview().status == 0
    other = stack.root / "other.yaml"
    own = (stack.root / "Pulumi.test.yaml").read_text()
    other.write_text(own.replace("eu-central-1", "us-east-1"))
    done = stack.update("--config-file", str(other))
    assert done.status != 0
    assert "RES-01" in done.text
    assert stack.made() == set()


def test_a_part_left_out_after_the_preview(stack: Stack) -> None:
    """The bucket comes as it was judged. That its encryption does not come shows at the end."""
    sse = ONE.index("    aws.s3.BucketServerSide")
    end = ONE.index("    return bucket")
    inner = ONE[sse:end].replace("\n", "\n    ").rstrip()
    stack.write(f"{ONE[:sse]}    if 'BARE' not in os.environ:\n    {inner}\n{ONE[end:]}")
    assert stack.preview().status == 0
    done = stack.update(BARE="1")
    assert done.status != 0
    assert "ENC-01" in done.text
    assert stack.evaluation().verdict == "violated"


def test_a_key_turned_to_another_country_after_the_preview(stack: Stack) -> None:
    """The rule that says so looks at the bucket, which is as it was judged."""
    stack.write(
        f"{STORE}\nabroad = os.environ.get('KEY', 'eu-central-1')\n"
        "key = aws.kms.Key('key', region=abroad, enable_key_rotation=True)\n"
        "store('faces', key=key)\n"
    )
    assert stack.preview().status == 0
    done = stack.update(KEY="us-east-1")
    assert done.status != 0
    assert "ENC-01" in done.text
    assert stack.made() <= {"faces"}, "neither the key nor what would use it"


def test_a_replacement(stack: Stack) -> None:
    stack.write(ONE)
    assert stack.pulumi("up", "--yes").status == 0
    assert stack.preview().status == 0
    refused = stack.update(WHERE="us-east-1")
    assert refused.status != 0
    assert "RES-01" in refused.text or "ENC-01" in refused.text, "whichever of the two is first"
    moved = stack.pulumi("up", "--yes", WHERE="eu-west-1")
    assert moved.status == 0, moved.text
    assert stack.made() == PARTS


def refused_at_configuration(stack: Stack, *words: str, why: str, **variables: str) -> None:
    done = stack.update(*words, **variables)
    assert done.status != 0
    assert "GAT-002" in done.text
    assert why in done.text
    assert "Traceback" not in done.text
    assert stack.made() == set()


@pytest.mark.parametrize("how", ["--exclude", "--target", "PULUMI_OPTION_EXCLUDE"])
def test_a_partial_preview_admits_nothing(stack: Stack, how: str) -> None:
    stack.write(ONE)
    named = "urn:pulumi:test::trial::aws:s3/bucket:Bucket::faces"
    words = (how, named) if how.startswith("-") else ()
    variables = {} if words else {how: named}
    partial = stack.preview(*words, **variables)
    assert "leaves resources out" in str(stack.evaluation().notes)
    assert not stack.evaluation().complete
    assert "edgewright: held" not in partial.out
    refused_at_configuration(stack, why="no preview has held")


def test_a_preview_offline_admits_no_real_update(stack: Stack) -> None:
    stack.write(ONE)
    assert stack.preview(EDGEWRIGHT_OFFLINE="1").status == 0
    refused_at_configuration(stack, why="the other side of --offline")


def test_an_admission_is_used_once(stack: Stack) -> None:
    stack.write(ONE)
    assert stack.preview().status == 0
    (stack.folder / "kept.json").write_bytes((stack.folder / "admitted.json").read_bytes())
    assert stack.update().status == 0
    done = stack.update()
    assert "GAT-002" in done.text
    assert done.status != 0


CHANGES = {
    "a week later": ({"at": "2026-11-18T12:00:00Z"}, "minutes old, of 60 at most"),
    "of the future": ({"at": "2198-11-18T12:00:00Z"}, "minutes old, of 60 at most"),
    "another backend": ({"ground": {"backend": "https://other.example"}}, "on another backend"),
    "another organisation": ({"ground": {"organisation": "other"}}, "in another organisation"),
    "another project": ({"ground": {"project": "other"}}, "of another project"),
    "another stack": ({"ground": {"stack": "other"}}, "of another stack"),
    "another form": ({"version": 0}, "cannot be read"),
}


@pytest.fixture(scope="module")
def previewed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Stack, bytes]:
    """A stack whose preview held, and what that left."""
    stack = make_stack(tmp_path_factory.mktemp("previewed"), ONE)
    done = stack.preview()
    assert done.status == 0, done.text
    return stack, (stack.folder / "admitted.json").read_bytes()


@pytest.mark.parametrize("change", CHANGES)
def test_an_admission_of_something_else(previewed: tuple[Stack, bytes], change: str) -> None:
    stack, left = previewed
    document = json.loads(left)
    changed, why = CHANGES[change]
    for name, value in changed.items():
        document[name] = {**document[name], **value} if isinstance(value, dict) else value
    (stack.folder / "admitted.json").write_text(json.dumps(document))
    refused_at_configuration(stack, why=why)


@pytest.mark.parametrize("left", [b"", b"[]", b"{}", b"\xff", b'{"schema": 1}'])
def test_an_admission_that_is_none(previewed: tuple[Stack, bytes], left: bytes) -> None:
    stack, _ = previewed
    (stack.folder / "admitted.json").write_bytes(left)
    refused_at_configuration(stack, why="cannot be read")


def test_other_parameters_or_packs(previewed: tuple[Stack, bytes]) -> None:
    stack, left = previewed
    (stack.folder / "admitted.json").write_bytes(left)
    refused_at_configuration(stack, why="others since", EDGEWRIGHT_PACKS="baseline")
    (stack.folder / "admitted.json").write_bytes(left)
    file = stack.root / "edgewright.yaml"
    text = file.read_text()
    file.write_text(text.replace("classification: confidential", "classification: public"))
    try:
        refused_at_configuration(stack, why="others since")
    finally:
        file.write_text(text)


def test_an_update_at_another_instant(previewed: tuple[Stack, bytes]) -> None:
    stack, left = previewed
    (stack.folder / "admitted.json").write_bytes(left)
    done = stack.update(EDGEWRIGHT_AT="2020-01-01")
    assert done.status != 0
    assert "GAT-007" in done.text
    assert stack.made() == set()


def test_no_secret_is_in_what_a_preview_leaves(stack: Stack) -> None:
    canary = "canary-7f3a"
    stack.write(
        f"{STORE}\nstore('faces')\n"
        "aws.ssm.Parameter('hidden', type='SecureString', "
        f"value=pulumi.Output.secret('{canary}'))\n"
    )
    assert stack.preview().status == 0
    for file in Path(stack.folder).rglob("*"):
        assert not file.is_file() or canary not in file.read_text()
    assert (stack.folder / "admitted.json").stat().st_mode & 0o077 == 0


def test_a_plan_is_no_admission(stack: Stack) -> None:
    """The engine's own plan holds an update to what was planned, and says nothing of rules."""
    stack.write(ONE)
    assert stack.preview("--save-plan", "plan.json").status == 0
    left = (stack.folder / "admitted.json").read_bytes()
    (stack.folder / "admitted.json").unlink()
    refused_at_configuration(stack, "--plan", "plan.json", why="no preview has held")
    (stack.folder / "admitted.json").write_bytes(left)
    done = stack.update("--plan", "plan.json")
    assert done.status == 0, done.text
    assert stack.made() == PARTS
