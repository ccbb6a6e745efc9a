"""Where a project's files are: the folder with Pulumi.yaml, its stacks and its working folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from edgewright.base.errors import EdgewrightError

PROJECT_FILES = ("Pulumi.yaml", "Pulumi.yml", "Pulumi.json")
"""Names Pulumi gives a project's file."""


@dataclass(frozen=True)
class Project:
    """A project folder.

    Attributes:
        root: the folder that holds Pulumi.yaml.
    """

    root: Path

    @property
    def file(self) -> Path:
        """The project's own file; Pulumi.yaml where there is none yet."""
        paths = [self.root / name for name in PROJECT_FILES]
        return next((path for path in paths if path.is_file()), paths[0])

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
        known = self._estates()
        raise EdgewrightError(
            "PRJ-002",
            f"no stack {stack!r}: {path} does not exist",
            hint=f"Use one of: {', '.join(known)}." if known else f"Create {path}.",
        )

    def require_stack(self, stack: str, config: Path) -> None:
        """Refuse a stack whose estate is missing; a stack of a program without any is fine.

        A name mistyped must not be judged as if it never had an estate, nor an estate under another
        file name be passed over. So where other stacks have one, a stack without needs Pulumi's own
        settings.

        Args:
            stack: its name, without organisation and project.
            config: where the stack's settings for Pulumi are, or would be.

        Raises:
            EdgewrightError: PRJ-002.
        """
        in_folder = [path.name.lower() for path in self.stack_folder(stack).glob("*.y*ml")]
        is_misnamed = "estate.yml" in in_folder or "estate.yaml" in in_folder
        if is_misnamed or (self._estates() and not config.is_file()):
            self.estate_file(stack)

    def work_folder(self) -> Path:
        """Where edgewright keeps what it writes for this project (git-ignored)."""
        return self.root / ".edgewright"

    def _estates(self) -> list[str]:
        """The stacks that have an estate."""
        return sorted(found.parent.name for found in self.root.glob("stacks/*/estate.yaml"))


def find_project(start: Path | None = None) -> Project:
    """The nearest project at or above `start` (the current folder by default).

    Raises:
        EdgewrightError: PRJ-001 when there is none.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if any((folder / name).is_file() for name in PROJECT_FILES):
            return Project(folder)
    raise EdgewrightError(
        "PRJ-001",
        f"no Pulumi.yaml in {here} or above it",
        hint="Run edgewright inside a Pulumi project, or create one.",
    )
