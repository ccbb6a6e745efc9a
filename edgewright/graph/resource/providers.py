"""The inputs of the Pulumi provider behind each resource: its region, its default tags."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from edgewright.graph.model import Properties
from edgewright.graph.resource.wire import plain_properties

PREFIX = "pulumi:providers:"
_DEFAULT = re.compile(rf"::{PREFIX}(?P<package>[^:]+)::default(_|$)")
"""The URN of a provider that no program declared: the engine names it after its version."""


def provider_inputs(states: Iterable[Mapping[str, Any]]) -> dict[str, Properties]:
    """URN -> inputs of each provider among resource states."""
    return {
        state["urn"]: provider_properties(state.get("inputs"))
        for state in states
        if state["type"].startswith(PREFIX)
    }


def provider_properties(values: Mapping[str, Any] | None) -> Properties:
    """A provider's inputs as plain data, objects and lists as such.

    Pulumi's SDKs send a provider everything but texts as JSON (`pulumi.runtime.to_json` in
    pulumi_aws/provider.py), and so it stands in states: `defaultTags` is '{"tags": {...}}'.
    """
    given = plain_properties(dict(values or {}))
    return plain_properties({name: _opened(value) for name, value in given.items()})


def configured(provider: str, config: Mapping[str, Any]) -> Properties:
    """The inputs of a default provider, from a preview's `config`.

    The steps of a preview leave default providers out; their inputs are the stack's configuration
    of their package ("aws:region"). A region that only the environment names (AWS_REGION) is in
    neither. Of a provider that a program declares nothing is taken from there.

    Args:
        provider: its URN.
        config: the preview's configuration, secrets blinded by Pulumi.
    """
    found = _DEFAULT.search(provider)
    if found is None:
        return {}
    start = f"{found['package']}:"
    given = {
        name.removeprefix(start): value for name, value in config.items() if name.startswith(start)
    }
    return provider_properties(given)


def _opened(value: Any) -> Any:
    if not isinstance(value, str) or value[:1] not in ("{", "["):
        return value
    try:
        return json.loads(value)
    except (json.JSONDecodeError, RecursionError):
        return value
