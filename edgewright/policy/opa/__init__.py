"""All that talks to OPA: a child or a server to ask, and its own reading of the rules."""
