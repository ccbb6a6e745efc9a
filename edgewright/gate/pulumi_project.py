"""What a project's own files say to Pulumi: its runtime, and where its stacks' settings are."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from edgewright.base.errors import EdgewrightError, Place
from edgewright.base.project import Project


def bare_name(stack: str) -> str:
    """A stack's name without organisation and project: "dev" of "acme/shop/dev"."""
    return stack.rpartition("/")[2]


def read_project(project: Project) -> dict[str, Any]:
    """The project's Pulumi.yaml; {} when there is none.

    Raises:
        EdgewrightError: RUN-002 when it cannot be read.
    """
    return read_yaml(project.file)


def config_file(project: Project, stack: str) -> Path:
    """Where Pulumi keeps a stack's settings, whether or not there are any.

    Beside Pulumi.yaml, or in the folder that its `stackConfigDir` names, which was called `config`
    before (Pulumi's "Project file reference"). The file may end as the project's own does.

    Raises:
        EdgewrightError: RUN-002 when Pulumi.yaml cannot be read.
    """
    found = read_project(project)
    named = found.get("stackConfigDir") or found.get("config")
    folder = project.root / named if isinstance(named, str) else project.root
    paths = [folder / f"Pulumi.{bare_name(stack)}{end}" for end in (".yaml", ".yml", ".json")]
    return next((path for path in paths if path.is_file()), paths[0])


def backend_url(project: Project) -> str:
    """The URL of the backend that Pulumi uses here; "" where it is logged in nowhere.

    Looked for where Pulumi does (`GetCurrentCloudURL` in its pkg/workspace/creds.go): the
    environment, the project's file, the last login.

    Raises:
        EdgewrightError: RUN-002 when one of these files cannot be read.
    """
    backend = read_project(project).get("backend")
    named = backend.get("url") if isinstance(backend, dict) else None
    home = Path(os.environ.get("PULUMI_HOME") or Path.home() / ".pulumi")
    credentials = os.environ.get("PULUMI_CREDENTIALS_PATH") or home
    return str(
        os.environ.get("PULUMI_BACKEND_URL")
        or named
        or read_yaml(Path(credentials) / "credentials.json").get("current")
        or ""
    )


def read_yaml(path: Path) -> dict[str, Any]:
    """A file of Pulumi's, {} when it is not there; JSON is YAML.

    Raises:
        EdgewrightError: RUN-002 when it cannot be read.
    """
    try:
        loaded = YAML(typ="safe").load(path) if path.exists() else {}
    except (YAMLError, OSError, UnicodeDecodeError) as problem:
        raise EdgewrightError(
            "RUN-002",
            f"cannot read {path.name}: {problem}",
            place=Place(str(path)),
            hint="Mend the file; `pulumi config set` writes a stack's config anew.",
        ) from problem
    return loaded if isinstance(loaded, dict) else {}
