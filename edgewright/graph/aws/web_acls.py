"""Which web ACL of AWS WAF is in front of what.

AWS WAF Developer Guide, "Associating or disassociating protection with an AWS resource".
"""

from __future__ import annotations

from edgewright.graph.aws.references import perhaps_beside
from edgewright.graph.model import UNKNOWN, PropertyValue
from edgewright.graph.resource.index import canonical_type
from edgewright.graph.resource.view import ResourceView

ASSOCIATIONS = (
    "aws:wafv2/webAclAssociation:WebAclAssociation",
    "aws-native:wafv2:WebAclAssociation",
    "aws:wafregional/webAclAssociation:WebAclAssociation",
)


def is_filtered(view: ResourceView) -> PropertyValue:
    """Whether a web ACL is associated with a resource."""
    targets = (canonical_type(view.resource.type),)
    if any(view.parts(one, "resourceArn", targets) for one in ASSOCIATIONS):
        return True
    perhaps = any(perhaps_beside(view, one, "resourceArn", targets) for one in ASSOCIATIONS)
    return dict(UNKNOWN) if perhaps else False


def all_yes(values: list[PropertyValue]) -> PropertyValue:
    """Yes where all are, no where one is not; of none nobody knows it."""
    if any(one is False for one in values):
        return False
    return True if values and all(one is True for one in values) else dict(UNKNOWN)
