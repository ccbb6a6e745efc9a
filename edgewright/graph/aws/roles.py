"""IAM roles: who may take one, and what it may do by the policies it has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edgewright.graph.aws.iam_access import allows_everything, anybody_may_assume
from edgewright.graph.aws.iam_policy import all_of, any_of, as_entries
from edgewright.graph.aws.public_access import answered
from edgewright.graph.model import Properties, PropertyValue, RawResource, is_marker
from edgewright.graph.resource.index import ResourceIndex, canonical_type
from edgewright.graph.resource.lookups import Lookup
from edgewright.graph.resource.reading import entries, read
from edgewright.graph.resource.view import ResourceView

ROLE = "aws:iam/role:Role"
ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy"
ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
ATTACHMENT_TO_MANY = "aws:iam/policyAttachment:PolicyAttachment"
ATTACHMENTS_ONLY = "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive"
POLICIES_ONLY = "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive"
MANAGED_POLICY = "aws:iam/policy:Policy"
ATTACHING = {ATTACHMENT: ("role", "policyArn"), ATTACHMENTS_ONLY: ("roleName", "policyArns")}
"""What attaches policies to a role -> its properties that say to which, and which policies.

The exclusive one attaches all that it lists, and detaches the rest
(https://www.pulumi.com/registry/packages/aws/api-docs/iam/rolepolicyattachmentsexclusive)."""
ANY = ""
"""In place of a role's URN: it may be any."""
_OF_AWS = re.compile(r"^arn:[a-z-]+:iam::aws:policy/(.+)$")
_EVERYTHING = ("AdministratorAccess", "PowerUserAccess")
"""Policies of AWS that allow every action, or all but some (AWS Managed Policy Reference)."""


def iam_role(view: ResourceView) -> Properties:
    """An IAM role, with the policies written into it, beside it and attached to it."""
    answers = [allows_everything(document) for document in _documents(view)]
    answers += [attached(view, "managedPolicyArns", address) for address in _managed(view)]
    answers += _beside(view)
    answers += _attached_to_many(view)
    answers.append(None if view.index.is_any(_ASTRAY, ANY) else False)
    return {
        "for_everybody": answered(anybody_may_assume(view.observed("assumeRolePolicy"))),
        "allows_everything": answered(any_of(answers)),
    }


def _attached_to_many(view: ResourceView) -> Iterator[bool | None]:
    """The same of policies attached to a list of roles, among which this one is, or may be.

    A policy may have the list itself (CloudFormation, AWS::IAM::ManagedPolicy).
    """
    for one in view.index.listed(_LISTING, view.resource.urn, ANY):
        answer = _allowing(view.of(one))
        yield None if answer and _is_for_any(view.of(one)) else answer


def _listed_roles(holder: RawResource, index: ResourceIndex) -> Iterator[str]:
    """The roles in the list of what attaches a policy; ANY where it may have any other as well."""
    view = ResourceView(holder, index)
    for name in entries(view.declared("roles")):
        if isinstance(name, str):
            yield from (role.urn for role in index.all_at_address(ROLE, name))
    yield from holder.property_dependencies.get("roles", ())
    if _is_for_any(view):
        yield ANY


def _is_for_any(holder: ResourceView) -> bool:
    hidden = any(map(is_marker, entries(holder.declared("roles"))))
    return hidden and not holder.resource.property_dependencies.get("roles")


_LISTING = Lookup((ATTACHMENT_TO_MANY, MANAGED_POLICY), _listed_roles)


def _allowing(holder: ResourceView) -> bool | None:
    """Whether a managed policy allows everything, or the one that a resource attaches."""
    if canonical_type(holder.resource.type) == MANAGED_POLICY:
        return allows_everything(holder.observed("policy"))
    return attached(holder, "policyArn", holder.observed("policyArn"))


def _all_attached(holder: ResourceView, property: str) -> list[bool | None]:
    listed = as_entries(holder.observed(property) or [])
    return [attached(holder, property, address) for address in listed]


def _astray(part: RawResource, index: ResourceIndex) -> Iterator[str]:
    """ANY for a policy that may allow everything, of a role that nobody can tell.

    It may be any role's: none of them is cleared.
    """
    role, _ = ATTACHING.get(canonical_type(part.type), ("role", ""))
    if isinstance(part.props.get(role), str) or index.candidates(part, role, (ROLE,)):
        return
    if any_of(_allowed_by(ResourceView(part, index))) is not False:
        yield ANY


_ASTRAY = Lookup((ROLE_POLICY, *ATTACHING), _astray)


def _beside(view: ResourceView) -> Iterator[bool | None]:
    """Whether policies allow everything that are written, or attached, beside a role.

    Of one that may be this role's or another's nobody knows it.
    """
    for type in (ROLE_POLICY, *ATTACHING):
        role, _ = ATTACHING.get(type, ("role", ""))
        for part in view.parts(type, role):
            yield from _allowed_by(part)
        for part in view.perhaps(type, role):
            yield all_of((any_of(_allowed_by(part)), None))


def _allowed_by(part: ResourceView) -> list[bool | None]:
    """Whether each policy allows everything that a resource writes or attaches to a role."""
    type = canonical_type(part.resource.type)
    if type == ROLE_POLICY:
        return [allows_everything(part.observed("policy"))]
    return _all_attached(part, ATTACHING[type][1])


def _documents(view: ResourceView) -> Iterator[PropertyValue]:
    yield from (read(entry, "policy") for entry in entries(view.declared("inlinePolicies")))


def _managed(view: ResourceView) -> list[PropertyValue]:
    return entries(view.declared("managedPolicyArns"))


def attached(holder: ResourceView, property: str, address: PropertyValue) -> bool | None:
    """Whether an attached policy allows everything; one that is not in the program may."""
    if isinstance(address, str) and (found := _OF_AWS.match(address)):
        return found.group(1) in _EVERYTHING
    index = holder.index
    near = index.behind(holder.resource, property, (MANAGED_POLICY,))
    if isinstance(address, str):
        named = index.at_address(MANAGED_POLICY, address)
        # What is not called that yet may be: its ARN is not known before it is made.
        near = [one for one in near if not isinstance(one.props.get("arn"), str)]
        policies = near if named is None else [named]
    else:
        policies = near
    if not policies:
        return None
    return any_of(allows_everything(one.props.get("policy")) for one in policies)
