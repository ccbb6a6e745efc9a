"""What an account of AWS does with every new EBS disk of a region, unless the disk says otherwise.

Amazon EBS User Guide, "Enable Amazon EBS encryption by default": off unless an account switches it
on, region by region; then nothing is made unencrypted.
"""

from __future__ import annotations

from edgewright.graph.aws.accounts import in_account_region
from edgewright.graph.aws.keys import encryption
from edgewright.graph.model import Properties
from edgewright.graph.resource.encryption import PROVIDER_KEY, unknown_encryption
from edgewright.graph.resource.view import ResourceView

BY_DEFAULT = "aws:ebs/encryptionByDefault:EncryptionByDefault"
DEFAULT_KEY = "aws:ebs/defaultKmsKey:DefaultKmsKey"


def encrypts_all(view: ResourceView) -> bool | None:
    """Whether the account encrypts every new disk here; off where nobody says so."""
    found = [one.declared("enabled") for one in in_account_region(view, BY_DEFAULT)]
    if not found:
        return False
    # It is there to switch it on, and does unless it says otherwise.
    says = [True if one is None else one for one in found]
    first = says[0]
    return first if isinstance(first, bool) and all(one is first for one in says) else None


def default_key(view: ResourceView) -> Properties:
    """The key that EBS takes where a disk names none: AWS's own, or the account's default."""
    found = in_account_region(view, DEFAULT_KEY)
    if len(found) > 1:
        return unknown_encryption()
    return next(
        (encryption(one, "keyArn", one.declared("keyArn")) for one in found), dict(PROVIDER_KEY)
    )
