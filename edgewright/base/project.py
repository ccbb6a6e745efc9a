"""Where a project's files are: the folder with Pulumi.yaml, its stacks and its working folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from edgewright.base.errors import EdgewrightError


@dataclass(frozen=True)
class Project:
    """A project folder.

    Attributes:
        root: the folder that holds Pulumi.yaml.
    """

    root: Path

    def stack_folder(self, stack: str) -> Path:
        """The folder of a stack's own files (estate.yaml, params.yaml, waivers.yaml)."""
        return self.root / "stacks" / stack

    def estate_file(self, stack: str) -> Path:
        """The estate of a stack.

        Raises:
            EdgewrightError: PRJ-002 when the stack has none; names the stacks that have one.
        """
        path = self.stack_folder(stack) / "estate.yaml"
        if path.is_file():
            return path
        known = sorted(found.parent.name for found in self.root.glob("stacks/*/estate.yaml"))
        raise EdgewrightError(
            "PRJ-002",
            f"no stack {stack!r}: {path} does not exist",
            hint=f"Use one of: {', '.join(known)}." if known else f"Create {path}.",
        )

    def require_stack(self, stack: str) -> None:
        """Refuse a stack that this project cannot have.

        A project of which no stack has an estate can have any. Where some have one, a stack without
        needs Pulumi's own file of its config: a misspelt name must not be judged as something else,
        nor an estate under another file name be passed over.

        Raises:
            EdgewrightError: PRJ-002, as for `estate_file`.
        """
        config = [self.root / folder / f"Pulumi.{stack}.yaml" for folder in ("", "stacks")]
        in_folder = [path.name.lower() for path in self.stack_folder(stack).glob("*.y*ml")]
        is_misnamed = "estate.yml" in in_folder or "estate.yaml" in in_folder
        have_estates = any(self.root.glob("stacks/*/estate.yaml"))
        if is_misnamed or (have_estates and not any(map(Path.is_file, config))):
            self.estate_file(stack)

    def work_folder(self) -> Path:
        """Where edgewright keeps what it writes for this project (git-ignored)."""
        return self.root / ".edgewright"


def find_project(start: Path | None = None) -> Project:
    """The nearest project at or above `start` (the current folder by default).

    Raises:
        EdgewrightError: PRJ-001 when there is none.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "Pulumi.yaml").is_file():
            return Project(folder)
    raise EdgewrightError(
        "PRJ-001",
        f"no Pulumi.yaml in {here} or above it",
        hint="Run edgewright inside a Pulumi project, or create one.",
    )
