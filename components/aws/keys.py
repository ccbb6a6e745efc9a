"""A KMS key that stays in its region and rotates."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from edgewright.components.contract import KeysArgs, KeysOutputs
from edgewright.components.intent import intent, tags

DELETION_DAYS = 30
"""The longest wait KMS offers before a deletion is final."""


class Keys(pulumi.ComponentResource):
    """One symmetric key with an alias.

    Single-region: a replica would be a copy of the key in another country. Its policy is KMS's
    default, so access is granted by IAM policies.
    """

    def __init__(
        self, name: str, args: KeysArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        home = args.home
        wanted = {
            "rotation": True,
            "deletion_window_days": DELETION_DAYS,
        }
        super().__init__("edgewright:aws:Keys", name, intent(home, args.data, **wanted), opts)
        child = pulumi.ResourceOptions(parent=self)
        key = aws.kms.Key(
            f"{name}-key",
            description=f"Data of {home.estate} in {home.region}",
            enable_key_rotation=True,
            multi_region=False,
            deletion_window_in_days=DELETION_DAYS,
            region=home.region,
            tags=tags(home),
            opts=child,
        )
        aws.kms.Alias(
            f"{name}-alias",
            name=f"alias/{home.estate}",
            target_key_id=key.key_id,
            region=home.region,
            opts=child,
        )
        nobody = pulumi.Output.from_input("")
        self.outputs = KeysOutputs(
            key=key.arn, pinned_key=key.arn, store=key.arn, user=nobody, user_client=nobody
        )
        self.register_outputs({"key": key.arn})
