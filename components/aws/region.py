"""One AWS region: the parent of all that the estate has there."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws
import pulumi_aws_native as aws_native

from edgewright.components.contract import Home, RegionArgs
from edgewright.components.intent import intent


class Region(pulumi.ComponentResource):
    """Carries the region's AWS Cloud Control provider to everything below it.

    The `aws` provider needs none of its own: its resources take `region` themselves. `aws-native`
    resources do not, so without this provider their region would be that of the configuration.
    """

    def __init__(
        self, name: str, args: RegionArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        native = aws_native.Provider(f"{name}-native", region=args.region)
        account = args.account or aws.get_caller_identity().account_id
        self.outputs = Home(args.estate, "aws", args.region, account)
        carried = pulumi.ResourceOptions(providers=[native])
        super().__init__(
            "edgewright:aws:Region",
            name,
            intent(self.outputs, args.data),
            pulumi.ResourceOptions.merge(opts, carried),
        )
        self.register_outputs({"region": args.region})
