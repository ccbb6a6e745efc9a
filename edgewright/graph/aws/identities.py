"""Users, policies and permission sets of AWS, with what is attached to them.

IAM User Guide, "Managing access keys for IAM users" and "Managed policies and inline policies"; IAM
Identity Center User Guide, "Manage AWS accounts with permission sets".
"""

from __future__ import annotations

from collections.abc import Mapping

from edgewright.graph.aws.iam_access import allows_everything
from edgewright.graph.aws.iam_policy import any_of, policy_statements
from edgewright.graph.aws.keys import encryption
from edgewright.graph.aws.public_access import answered
from edgewright.graph.aws.references import perhaps_beside
from edgewright.graph.aws.roles import ATTACHMENT, ATTACHMENT_TO_MANY, ROLE_POLICY, attached
from edgewright.graph.aws.roles import MANAGED_POLICY as POLICY
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue
from edgewright.graph.resource.encryption import PROVIDER_KEY
from edgewright.graph.resource.reading import entries, read
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

USER = "aws:iam/user:User"
USER_POLICY = "aws:iam/userPolicy:UserPolicy"
GROUP_POLICY = "aws:iam/groupPolicy:GroupPolicy"
USER_ATTACHMENT = "aws:iam/userPolicyAttachment:UserPolicyAttachment"
GROUP_ATTACHMENT = "aws:iam/groupPolicyAttachment:GroupPolicyAttachment"
LASTING = (
    ("aws:iam/accessKey:AccessKey", "user"),
    ("aws:iam/serviceSpecificCredential:ServiceSpecificCredential", "userName"),
    ("aws:iam/sshKey:SshKey", "username"),
    ("aws:iam/signingCertificate:SigningCertificate", "userName"),
)
"""What opens a user and does not expire, and the property that says whose it is."""
PERMISSION_SET = "aws:ssoadmin/permissionSet:PermissionSet"
SET_POLICY = "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy"
SET_ATTACHMENT = "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment"
SET_REFERENCE = "aws:ssoadmin/customerManagedPolicyAttachment:CustomerManagedPolicyAttachment"
SET_ASSIGNMENT = "aws:ssoadmin/accountAssignment:AccountAssignment"
USER_POOL = "aws:cognito/userPool:UserPool"


def user(view: ResourceView) -> Properties:
    """A user, who has a key that lasts where the program makes one that is active."""
    found = [it for type, name in LASTING for it in view.parts(type, name)]
    active = [_is_active(one.declared("status")) for one in found]
    maybe = any(perhaps_beside(view, type, name) for type, name in LASTING)
    return {"long_lived_key": answered(any_of((*active, None if maybe else False)))}


def _is_active(status: PropertyValue) -> bool | None:
    if status in (None, ""):
        return True
    return status.lower() != "inactive" if isinstance(status, str) else None


def policy(view: ResourceView) -> Properties:
    """A policy: what it says."""
    return {"statements": policy_statements(view.observed("policy"))}


def attachment(view: ResourceView) -> Properties:
    """A policy that somebody has: which, and whether it is about all of the account."""
    address = view.observed("policyArn")
    everything = attached(view, "policyArn", address)
    return {
        "role": _name_of(view, "policyArn", address, POLICY),
        "reach": "subscription" if everything else dict(UNKNOWN),
    }


def _name_of(view: ResourceView, property: str, address: PropertyValue, type: str) -> PropertyValue:
    """What a policy or a set is called: by the resource, else by the end of its ARN."""
    found = view.index.follow(view.resource, property, type)
    name = None if found is None else found.props.get("name")
    if isinstance(name, str):
        return name
    if not isinstance(address, str):
        return dict(UNKNOWN)
    return address.rpartition("/")[2] if type == POLICY else address


def permission_set(view: ResourceView) -> Properties:
    """A permission set, with the policies in it and beside it."""
    answers = [allows_everything(view.declared("inlinePolicy"))]
    managed = entries(view.declared("managedPolicies"))
    answers += [attached(view, "managedPolicies", one) for one in managed]
    answers += [None for _ in entries(view.declared("customerManagedPolicyReferences"))]
    name = "permissionSetArn"
    for part in view.parts(SET_POLICY, name):
        answers.append(allows_everything(part.observed("inlinePolicy")))
    for part in view.parts(SET_ATTACHMENT, name):
        answers.append(attached(part, "managedPolicyArn", part.observed("managedPolicyArn")))
    # Each account has a policy of its own by such a name.
    answers += [None for _ in view.parts(SET_REFERENCE, name)]
    maybe = (SET_POLICY, SET_ATTACHMENT, SET_REFERENCE)
    answers += [None for type in maybe for _ in perhaps_beside(view, type, name)]
    return {"allows_everything": answered(any_of(answers))}


def assignment(view: ResourceView) -> Properties:
    """A permission set that somebody has in an account."""
    name = "permissionSetArn"
    return {"role": _name_of(view, name, view.observed(name), PERMISSION_SET)}


def user_pool(view: ResourceView) -> Properties:
    """A user pool, encrypted with a key of AWS's own unless another is named."""
    address = read(view.declared("keyConfiguration"), "kmsKeyArn")
    return encryption(view, "keyConfiguration", address) if address else dict(PROVIDER_KEY)


JOINERS: Mapping[str, Joiner] = {
    USER: user,
    **dict.fromkeys((POLICY, ROLE_POLICY, USER_POLICY, GROUP_POLICY), policy),
    **dict.fromkeys(
        (ATTACHMENT, ATTACHMENT_TO_MANY, USER_ATTACHMENT, GROUP_ATTACHMENT), attachment
    ),
    PERMISSION_SET: permission_set,
    SET_ASSIGNMENT: assignment,
    USER_POOL: user_pool,
}
"""Types of identities and rights -> what reads what is attached to them."""
