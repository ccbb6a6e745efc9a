"""Name and version of a Greengrass component, which only its recipe says."""

from __future__ import annotations

import json
from typing import Any

from edgewright.providers.offline.declared import Declared
from edgewright.providers.property_values import is_unknown


def component_name(resource: Declared) -> Any:
    """The component's name, or UNKNOWN; ValueError when the recipe has none."""
    return _stated(resource, "ComponentName", "componentName")


def component_version(resource: Declared) -> Any:
    """The component's version, or UNKNOWN; ValueError when the recipe has none."""
    return _stated(resource, "ComponentVersion", "componentVersion")


def _stated(resource: Declared, in_recipe: str, of_lambda: str) -> Any:
    recipe = resource.read("inlineRecipe").value
    if recipe is None:
        found = resource.read(f"lambdaFunction.{of_lambda}").value
    elif is_unknown(recipe):
        found = recipe
    else:
        found = _parsed(str(recipe)).get(in_recipe)
    if found in (None, ""):
        raise ValueError(f"the component's recipe has no {in_recipe}")
    return found


def _parsed(recipe: str) -> dict[str, Any]:
    """A recipe: JSON, else YAML."""
    try:
        parsed = json.loads(recipe)
    except ValueError:
        parsed = _yaml(recipe)
    if not isinstance(parsed, dict):
        raise ValueError("the component's recipe is not an object")
    return parsed


def _yaml(recipe: str) -> Any:
    from ruamel.yaml import YAML  # imported late: recipes are mostly JSON
    from ruamel.yaml.error import YAMLError

    try:
        return YAML(typ="safe").load(recipe)
    except YAMLError as problem:
        raise ValueError("the component's recipe is neither JSON nor YAML") from problem
