"""What a stack's settings become offline, and which projects are refused."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.base.project import Project, find_project
from edgewright.gate import offline_stack
from edgewright.gate.pulumi_project import bare_name, config_file

SEALED = {
    "secretsprovider": "awskms://alias/team?region=us-east-1",
    "encryptedkey": "AQ==",
    "environment": ["acme/dev"],
    "config": {
        "aws:region": "us-east-1",
        "shop:password": {"secure": "AAA"},
        "shop:db": {"user": "me", "a.b": {"secure": "BBB"}, "keys": ["plain", {"secure": "C"}]},
    },
}


def project(folder: Path, **described: object) -> Project:
    (folder / "Pulumi.yaml").write_text(
        json.dumps({"name": "shop", "runtime": "python", **described})
    )
    return Project(folder)


def copied(folder: Path, settings: object, **environment: str) -> tuple[dict[str, object], list]:
    own, copy = folder / "Pulumi.dev.yaml", folder / "copy.yaml"
    own.write_text(json.dumps(settings))
    sealed = offline_stack._copy_config(own, copy, environment)
    return json.loads(copy.read_text()), sealed


def test_secrets_that_a_cloud_seals_are_stood_in_for(tmp_path: Path) -> None:
    copy, sealed = copied(tmp_path, SEALED, PULUMI_CONFIG_PASSPHRASE="given")
    assert sealed == ["shop:password", 'shop:db["a.b"]', 'shop:db["keys"][1]']
    assert copy == {
        "config": {
            "aws:region": "us-east-1",
            "shop:password": "",
            "shop:db": {"user": "me", "a.b": "", "keys": ["plain", ""]},
        }
    }


def test_secrets_whose_passphrase_is_given_stay(tmp_path: Path) -> None:
    settings = {"encryptionsalt": "v1:x", "config": {"shop:password": {"secure": "AAA"}}}
    assert copied(tmp_path, settings, PULUMI_CONFIG_PASSPHRASE="given") == (settings, [])
    own = offline_stack.OFFLINE_PASSPHRASE
    _, sealed = copied(tmp_path, settings, PULUMI_CONFIG_PASSPHRASE=own)
    assert sealed == ["shop:password"]


@pytest.mark.parametrize(
    ("described", "path"),
    [
        ({}, "Pulumi.dev.yaml"),
        ({"stackConfigDir": "settings"}, "settings/Pulumi.dev.yaml"),
        ({"config": "settings"}, "settings/Pulumi.dev.yaml"),
        ({"config": {"shop:size": "small"}}, "Pulumi.dev.yaml"),
    ],
)
def test_where_a_stacks_settings_are(
    tmp_path: Path, described: dict[str, object], path: str
) -> None:
    assert config_file(project(tmp_path, **described), "acme/shop/dev") == tmp_path / path


def test_a_project_of_json(tmp_path: Path) -> None:
    (tmp_path / "Pulumi.json").write_text('{"name": "shop", "runtime": "python"}')
    (tmp_path / "Pulumi.dev.json").touch()
    assert find_project(tmp_path).file == tmp_path / "Pulumi.json"
    assert config_file(Project(tmp_path), "dev") == tmp_path / "Pulumi.dev.json"


def test_names_of_stacks() -> None:
    assert [bare_name(one) for one in ("dev", "acme/dev", "acme/shop/dev")] == ["dev"] * 3


def test_plugins_of_the_project_itself_are_refused(tmp_path: Path) -> None:
    """Pulumi runs the executable in `path` for the package, whatever is installed."""
    own = project(tmp_path, plugins={"providers": [{"name": "aws", "path": "./bin"}]})
    with pytest.raises(EdgewrightError) as caught:
        offline_stack.install_plugins(own, {"PATH": os.defpath})
    assert caught.value.code == "OFF-004"


def test_a_language_without_its_host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULUMI_HOME", str(tmp_path / "home"))
    own = project(tmp_path, runtime={"name": "fortran"})
    with pytest.raises(EdgewrightError) as caught:
        offline_stack.install_plugins(own, {"PATH": os.defpath})
    assert caught.value.code == "OFF-005"
    assert "pulumi-language-fortran" in caught.value.text()


def test_credentials_stay_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_PROFILE", "ARM_CLIENT_SECRET", "GOOGLE_CREDENTIALS", "KUBECONFIG"):
        monkeypatch.setenv(name, "canary")
    monkeypatch.setenv("PULUMI_ACCESS_TOKEN", "canary")
    assert "canary" not in offline_stack.offline_environment(Project(tmp_path)).values()


# Which stacks need an estate


def test_a_program_without_any_estate_needs_none(tmp_path: Path) -> None:
    own = project(tmp_path)
    own.require_stack("dev", config_file(own, "dev"))


def test_a_name_mistyped_is_not_judged_without_its_estate(tmp_path: Path) -> None:
    own = project(tmp_path)
    estate = own.stack_folder("production") / "estate.yaml"
    estate.parent.mkdir(parents=True)
    estate.touch()
    with pytest.raises(EdgewrightError, match="prodution") as caught:
        own.require_stack("prodution", config_file(own, "prodution"))
    assert caught.value.code == "PRJ-002"
    (tmp_path / "Pulumi.sandbox.yaml").touch()
    own.require_stack("sandbox", config_file(own, "sandbox"))
    estate.rename(estate.with_name("estate.yml"))
    with pytest.raises(EdgewrightError, match="production"):
        own.require_stack("production", tmp_path / "Pulumi.sandbox.yaml")
