"""The gate: the Pulumi analyzer, the check inside the program, and running Pulumi with both on."""
