"""Reports: one evaluation shown to people (text, html) and to other tools (json, sarif)."""
