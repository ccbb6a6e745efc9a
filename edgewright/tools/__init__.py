"""Finding, fetching or building the Pulumi and OPA that edgewright drives."""
