"""The only place that declares cloud resources: one component per capability and cloud."""
