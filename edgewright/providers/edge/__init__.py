"""The provider `pulumi-resource-edgewright`: data-plane resources of the IoT clouds."""
