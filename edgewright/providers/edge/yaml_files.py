"""Plain data as YAML text that every reader takes for the same data."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import SafeRepresenter

NEVER_FOLD = 1_000_000


class _Quoted(SafeRepresenter):
    """Every text in quotes: Kubernetes reads YAML 1.1, where a bare `on` is a truth value."""


def _quoted(representer: SafeRepresenter, text: str) -> ScalarNode:
    node: ScalarNode = representer.represent_scalar("tag:yaml.org,2002:str", text, style='"')
    return node


_Quoted.add_representer(str, _quoted)


def yaml_text(*documents: Any) -> str:
    """The documents in one text, mappings in the order they have."""
    writer = YAML(typ="safe", pure=True)
    writer.Representer = _Quoted
    writer.default_flow_style = False
    writer.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    writer.explicit_start = len(documents) > 1
    writer.width = NEVER_FOLD
    stream = StringIO()
    writer.dump_all(list(documents), stream)
    return stream.getvalue()


def in_order(value: Any) -> Any:
    """A value with its mappings sorted by name, for a text that follows from content alone."""
    if isinstance(value, dict):
        return {name: in_order(value[name]) for name in sorted(value)}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [in_order(item) for item in value]
    return value
