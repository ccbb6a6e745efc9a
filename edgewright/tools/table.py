"""The tools edgewright drives: which versions, where their releases are, how they are built.

Sources of the outside facts below:

- Names of Pulumi's release files and of their checksum list: the release pages of
  github.com/pulumi/pulumi (`pulumi-v<version>-<os>-<x64|arm64>.tar.gz`,
  `pulumi-<version>-checksums.txt`); everything in the archive lies in one folder `pulumi/`.
- Names of OPA's release files: the `ci-build-*` targets of the Makefile of OPA 1.22.2, which also
  write `<name>.sha256` beside each. There is no static build for darwin/amd64.
- The Go modules are pinned by `go_modules/<folder>/go.mod` and go.sum, not here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from edgewright.base.errors import EdgewrightError
from edgewright.base.similar import nearest

GO_NEEDED = (1, 26)
"""The oldest Go (major, minor) that builds every pinned module."""

Platform = tuple[str, str]
"""(os, architecture) as Go names them: ("linux", "amd64")."""


@dataclass(frozen=True)
class Release:
    """Where an official release is.

    Attributes:
        base: address of the folder that holds the release's files.
        assets: platform -> name of the file to download.
        checksums: name of the file with SHA-256 checksums; "{asset}" stands for the asset's name.
    """

    base: str
    assets: Mapping[Platform, str]
    checksums: str


@dataclass(frozen=True)
class GoProgram:
    """An executable built from a package of a pinned module.

    Attributes:
        file: name of the executable.
        folder: the folder of `go_modules/` whose go.mod pins it.
        package: import path of the main package.
        ldflags: what the linker is told.
    """

    file: str
    folder: str
    package: str
    ldflags: str = "-s -w"


@dataclass(frozen=True)
class GoScript:
    """A script that a pinned module ships as a plain file.

    Attributes:
        file: name of the executable.
        folder: the folder of `go_modules/` whose go.mod pins the module.
        module: path of the module.
        path: the script's path inside the module.
    """

    file: str
    folder: str
    module: str
    path: str


@dataclass(frozen=True)
class Tool:
    """A tool: an executable of an exact version, with the executables it needs beside it.

    Attributes:
        name: the tool's name, and that of its main executable.
        version: the one version edgewright works with.
        release: where its official release is.
        programs: what is built when no release can be had.
        scripts: what is copied from module sources then.
        companions: executables that must be found beside the main one, or on PATH.
    """

    name: str
    version: str
    release: Release
    programs: tuple[GoProgram, ...]
    scripts: tuple[GoScript, ...] = field(default=())
    companions: tuple[str, ...] = field(default=())

    @property
    def title(self) -> str:
        """The tool as people call it: name and version."""
        return f"{self.name} {self.version}"

    @property
    def parts(self) -> tuple[GoProgram | GoScript, ...]:
        """What is built or copied when no release can be had."""
        return (*self.programs, *self.scripts)

    @property
    def files(self) -> tuple[str, ...]:
        """Every executable of an installation; the main one is last, so it is installed last."""
        names = [part.file for part in self.parts]
        return (*(name for name in names if name != self.name), self.name)


_PULUMI_SDK = "github.com/pulumi/pulumi/sdk/v3"

_OPA = Tool(
    name="opa",
    version="1.22.2",
    release=Release(
        base="https://github.com/open-policy-agent/opa/releases/download/v1.22.2",
        assets={
            ("linux", "amd64"): "opa_linux_amd64_static",
            ("linux", "arm64"): "opa_linux_arm64_static",
            ("darwin", "amd64"): "opa_darwin_amd64",
            ("darwin", "arm64"): "opa_darwin_arm64_static",
        },
        checksums="{asset}.sha256",
    ),
    programs=(GoProgram("opa", "opa", "github.com/open-policy-agent/opa"),),
)

_PULUMI = Tool(
    name="pulumi",
    version="3.259.0",
    release=Release(
        base="https://github.com/pulumi/pulumi/releases/download/v3.259.0",
        assets={
            ("linux", "amd64"): "pulumi-v3.259.0-linux-x64.tar.gz",
            ("linux", "arm64"): "pulumi-v3.259.0-linux-arm64.tar.gz",
            ("darwin", "amd64"): "pulumi-v3.259.0-darwin-x64.tar.gz",
            ("darwin", "arm64"): "pulumi-v3.259.0-darwin-arm64.tar.gz",
        },
        checksums="pulumi-3.259.0-checksums.txt",
    ),
    programs=(
        GoProgram(
            "pulumi",
            "pulumi",
            "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
            f"-s -w -X {_PULUMI_SDK}/go/common/version.Version=3.259.0",
        ),
        GoProgram(
            "pulumi-language-python",
            "pulumi-language-python",
            f"{_PULUMI_SDK}/python/cmd/pulumi-language-python",
        ),
    ),
    scripts=(
        GoScript(
            "pulumi-language-python-exec",
            "pulumi",
            _PULUMI_SDK,
            "python/cmd/pulumi-language-python-exec",
        ),
        GoScript(
            "pulumi-resource-pulumi-python",
            "pulumi",
            _PULUMI_SDK,
            "python/dist/pulumi-resource-pulumi-python",
        ),
    ),
    companions=("pulumi-language-python",),
)

TOOLS: Mapping[str, Tool] = {tool.name: tool for tool in (_OPA, _PULUMI)}


def tool_named(name: str) -> Tool:
    """The tool called `name`.

    Raises:
        EdgewrightError: TOO-001 when there is none; suggests the nearest name.
    """
    if name in TOOLS:
        return TOOLS[name]
    near = nearest(name, TOOLS)
    meant = f"Did you mean {near!r}? " if near else ""
    raise EdgewrightError(
        "TOO-001", f"no tool is called {name!r}", hint=f"{meant}The tools are: {', '.join(TOOLS)}."
    )
