"""IAM roles: who may take one, and what it may do by the policies it has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from edgewright.graph.aws.iam_access import allows_everything, anybody_may_assume
from edgewright.graph.aws.iam_policy import any_of, as_entries
from edgewright.graph.aws.public_access import answered
from edgewright.graph.model import Properties, PropertyValue, RawResource, is_marker
from edgewright.graph.resource.index import ADDRESS_PROPERTIES, ResourceIndex, canonical_type
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
ROLE_PARTS = (ROLE_POLICY, *ATTACHING, ATTACHMENT_TO_MANY, POLICIES_ONLY)
"""Types that only say what a role may do."""
_OF_AWS = re.compile(r"^arn:[a-z-]+:iam::aws:policy/(.+)$")
_EVERYTHING = ("AdministratorAccess", "PowerUserAccess")
"""Policies of AWS that allow every action, or all but some (AWS Managed Policy Reference)."""


def iam_role(view: ResourceView) -> Properties:
    """An IAM role, with the policies written into it, beside it and attached to it."""
    answers = [allows_everything(document) for document in _documents(view)]
    answers += [_attached(view, "managedPolicyArns", address) for address in _managed(view)]
    for type, (role, policies) in ATTACHING.items():
        answers += [
            answer for part in view.parts(type, role) for answer in _all_attached(part, policies)
        ]
    answers += _attached_to_many(view)
    answers.append(_astray(view.index))
    return {
        "for_everybody": answered(anybody_may_assume(view.observed("assumeRolePolicy"))),
        "allows_everything": answered(any_of(answers)),
    }


def _attached_to_many(view: ResourceView) -> Iterator[bool | None]:
    """The same of policies attached to a list of roles, among which this one is, or may be.

    A policy may have the list itself (CloudFormation, AWS::IAM::ManagedPolicy).
    """
    role, index = view.resource, view.index
    names = [role.props.get(name) for name in ADDRESS_PROPERTIES]
    for one in [*index.of_type(ATTACHMENT_TO_MANY), *index.of_type(MANAGED_POLICY)]:
        listed = entries(view.of(one).declared("roles"))
        named = any(name in names for name in listed if isinstance(name, str))
        behind = one.property_dependencies.get("roles", ())
        astray = any(map(is_marker, listed)) and not behind
        if named or role.urn in behind or astray:
            answer = _allowing(view.of(one))
            yield None if answer and astray else answer


def _allowing(holder: ResourceView) -> bool | None:
    """Whether a managed policy allows everything, or the one that a resource attaches."""
    if canonical_type(holder.resource.type) == MANAGED_POLICY:
        return allows_everything(holder.observed("policy"))
    return _attached(holder, "policyArn", holder.observed("policyArn"))


def _all_attached(holder: ResourceView, property: str) -> list[bool | None]:
    listed = as_entries(holder.observed(property) or [])
    return [_attached(holder, property, address) for address in listed]


@lru_cache(maxsize=1)
def _astray(index: ResourceIndex) -> bool | None:
    """None where a policy that may allow everything is of a role that nobody can tell, else False.

    It may be any role's: none of them is cleared.
    """
    answers = [
        allows_everything(one.props.get("policy"))
        for one in index.of_type(ROLE_POLICY)
        if _is_astray(one, index, "role")
    ]
    for type, (role, policies) in ATTACHING.items():
        for one in index.of_type(type):
            if _is_astray(one, index, role):
                answers += _all_attached(ResourceView(one, index), policies)
    return False if any_of(answers) is False else None


def _is_astray(part: RawResource, index: ResourceIndex, role: str) -> bool:
    """Whether nobody can tell whose policy it is, by its role or by what that was computed from."""
    known = isinstance(part.props.get(role), str)
    return not known and index.follow(part, role, ROLE) is None


def _documents(view: ResourceView) -> Iterator[PropertyValue]:
    yield from (part.observed("policy") for part in view.parts(ROLE_POLICY, "role"))
    yield from (read(entry, "policy") for entry in entries(view.declared("inlinePolicies")))


def _managed(view: ResourceView) -> list[PropertyValue]:
    return entries(view.declared("managedPolicyArns"))


def _attached(holder: ResourceView, property: str, address: PropertyValue) -> bool | None:
    """Whether an attached policy allows everything; one that is not in the program may."""
    if isinstance(address, str) and (found := _OF_AWS.match(address)):
        return found.group(1) in _EVERYTHING
    index = holder.index
    if isinstance(address, str):
        named = index.at_address(MANAGED_POLICY, address)
        policies = [] if named is None else [named]
    else:
        urns = holder.resource.property_dependencies.get(property, ())
        near = [index.by_urn[urn] for urn in urns if urn in index.by_urn]
        policies = [one for one in near if canonical_type(one.type) == MANAGED_POLICY]
    if not policies:
        return None
    return any_of(allows_everything(one.props.get("policy")) for one in policies)
