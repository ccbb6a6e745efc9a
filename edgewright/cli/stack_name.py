"""The name of a stack, as every verb takes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from edgewright.base.errors import EdgewrightError, shortened

PART = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}"
"""Names that Pulumi takes (its `ParseReference` in pkg/backend/diy), but for those that begin with
a period or a hyphen: they would be no plain folder, or no value of an option."""
_NAME = re.compile(rf"({PART}/){{0,2}}{PART}")


if TYPE_CHECKING:
    _ParamType = click.ParamType[str]
else:  # earlier versions of click have no type arguments here
    _ParamType = click.ParamType


class StackName(_ParamType):
    """A stack's name, or that of one with its project and organisation: acme/shop/dev.

    What cannot be one is refused before it becomes part of a path.
    """

    name = "stack"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name as it is.

        Raises:
            EdgewrightError: CLI-001 when no stack can be called so.
        """
        if _NAME.fullmatch(value):
            return value
        raise EdgewrightError(
            "CLI-001",
            f"{shortened(value)} is no name of a stack",
            hint="Use letters, digits, hyphens, underscores and periods, 100 at most.",
        )


STACK = StackName()
