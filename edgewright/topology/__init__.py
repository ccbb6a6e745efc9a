"""Places, data and flows, resolved: what the estate means."""
