"""What a resource's policy says: does it let the world in, does it refuse plain text?

A policy is one document. Where several are written for one resource, nobody knows which one lasts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from edgewright.graph.aws.iam_access import lets_world_in
from edgewright.graph.aws.iam_conditions import holds_without_tls
from edgewright.graph.aws.iam_policy import Patterns, Statement, all_of, any_of, statements_of
from edgewright.graph.aws.public_access import answered
from edgewright.graph.model import CONTESTED, PropertyValue, is_marker
from edgewright.graph.resource.reading import agreed
from edgewright.graph.resource.view import ResourceView


@dataclass(frozen=True)
class PolicyOf:
    """Where the policy of a type's resources is written.

    Attributes:
        parts: the types that write it: (type, what refers to the resource, what holds the policy).
        inline: the property of the resource itself that holds it, if it has one.
    """

    parts: tuple[tuple[str, str, str], ...]
    inline: str = "policy"


@dataclass(frozen=True)
class Documents:
    """The policies that are written for a resource.

    Attributes:
        sure: those that are its for sure; of none, the service's own counts.
        perhaps: those of which nobody can tell whether they are its.
    """

    sure: list[PropertyValue]
    perhaps: list[PropertyValue]


def documents_of(view: ResourceView, where: PolicyOf) -> Documents:
    """The policies of a resource. What it answers of itself is what a part had written."""
    sure = [
        one.observed(held) for type, refers, held in where.parts for one in view.parts(type, refers)
    ]
    perhaps = [
        one.observed(held)
        for type, refers, held in where.parts
        for one in view.perhaps(type, refers)
    ]
    alone = not (sure or perhaps)
    inline = view.declared(where.inline) if alone else view.resource.inputs.get(where.inline)
    return Documents([*sure, *([] if inline in (None, "") else [inline])], perhaps)


def is_public(documents: Documents) -> PropertyValue:
    """Whether a policy lets the world in; by itself no service does."""
    found = [answered(lets_world_in(one)) for one in documents.sure] or [False]
    return _with_doubt(agreed(found), [answered(lets_world_in(one)) for one in documents.perhaps])


def refuses_plain_text(documents: Documents, actions: str, names: tuple[str, ...]) -> PropertyValue:
    """Whether a policy denies what did not come over TLS.

    Args:
        documents: the policies.
        actions: the actions that must be denied, with wildcards.
        names: what the resource may be called there: its ARN, or the end of one.
    """
    found = [answered(_refuses(one, actions, names)) for one in documents.sure] or [False]
    doubt = [answered(_refuses(one, actions, names)) for one in documents.perhaps]
    return _with_doubt(agreed(found), doubt)


def _with_doubt(value: PropertyValue, perhaps: list[PropertyValue]) -> PropertyValue:
    """A value, unless a writer of which nobody knows whether it is one says another."""
    if is_marker(value) or all(one == value for one in perhaps):
        return value
    return CONTESTED


def _refuses(document: PropertyValue, actions: str, names: tuple[str, ...]) -> bool | None:
    statements = statements_of(document)
    if statements is None:
        return None
    return any_of(_denies(one, actions, names) for one in statements)


def _denies(statement: Statement, actions: str, names: tuple[str, ...]) -> bool | None:
    return all_of(
        (
            statement.has_effect("Deny"),
            statement.is_for_all,
            statement.actions.cover(actions),
            any_of(_about(statement.resources, names)),
            holds_without_tls(statement.condition),
        )
    )


def _about(resources: Patterns, names: tuple[str, ...]) -> Iterator[bool | None]:
    """Whether resources are what the policy is of: a service takes only one about that."""
    if resources.excepted:
        yield None
        return
    for entry in resources.entries:
        named = entry == "*" or any(entry == one or entry.endswith(f":{one}") for one in names)
        yield True if named else None
    if not resources.readable:
        yield None
