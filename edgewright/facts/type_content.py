"""What resources of a type hold by what the type is: data of the user's, or settings alone."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

from pydantic import Field

from edgewright.facts.reader import FactsFile
from edgewright.facts.rows import PROSE, Row


class TypeContent(Row):
    """Types of which it is known whether they keep data.

    Attributes:
        tokens: Pulumi type tokens.
        holds: "data" when whoever uses such a resource keeps data in it; "settings" when it holds
            none, and only connects, names, permits or groups.
        what: what it keeps, for people.
    """

    cloud: Literal["aws", "azure", "kubernetes"]
    tokens: Annotated[tuple[str, ...], Field(min_length=1)]
    holds: Literal["data", "settings"]
    what: Annotated[str, PROSE]


TYPE_CONTENT = FactsFile("type_content", TypeContent, ("cloud", "holds", "what"), "rows")


def content_of(token: str) -> TypeContent | None:
    """What resources of a type hold; None where that is not known."""
    return by_token().get(token)


@cache
def by_token() -> dict[str, TypeContent]:
    """Type token -> what such resources hold."""
    return {token: row for row in TYPE_CONTENT.rows() for token in row.tokens}
