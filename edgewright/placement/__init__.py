"""Which workload runs where, and why not elsewhere."""
