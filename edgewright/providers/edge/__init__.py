"""The provider `pulumi-resource-edgewright`: what clouds' own providers cannot declare."""
