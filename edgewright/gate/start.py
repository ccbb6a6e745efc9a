"""The start of the program that Pulumi runs as a policy pack."""

from __future__ import annotations

from edgewright.base.collector import collect_seldom


def main() -> None:
    """Serve the engine; the collector is set before what the analyzer needs is loaded."""
    collect_seldom()
    from edgewright.gate.analyzer import main as serve

    serve()
