"""A resource's outputs as its type has them: unknown in a preview, made up in an update.

A program reads outputs that nobody here can foretell. In a preview they are unknown, as from the
real provider, so that what follows from them is unknown too. In an update they have a value, which
is plainly made up, and which rules see as unknown still. What a program could have set itself is
never made up: its absence says something, and rules read it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from edgewright.base.stand_in import stand_in
from edgewright.providers.offline.declared import Declared
from edgewright.providers.offline.made_up import made_up, seed_of
from edgewright.providers.offline.sdk import ResourceShape, Sdk, Shape
from edgewright.providers.property_values import UNKNOWN, is_unknown, opened, secret

FREE_KEYS = ("tags", "tagsAll", "labels", "annotations", "keepers", "triggers")
"""Properties whose keys are the program's own, whatever the type."""
PLACES = ("location", "region")
"""Where a resource is that cannot say so itself: where its parent is, as rules know."""
DEEPEST = 5
"""Objects in objects that are made up: some types hold themselves."""
Filling = Callable[[str, Shape, int], Any]
"""A property's name, what it looks like and how deep it is -> its value; None for none."""


def outputs_of(
    resource: Declared, shape: ResourceShape | None, sdk: Sdk, *, preview: bool
) -> dict[str, Any]:
    """All outputs of a resource as it is created or changed.

    Args:
        resource: as the program declares it.
        shape: what its type looks like; None when no SDK says.
        sdk: what describes the objects in it.
        preview: whether this is a preview.
    """
    given = resource.outputs()
    fill: Filling = _unknown if preview else _maker(resource, sdk)
    return _Outputs(resource, shape, sdk, fill).of(given, preview=preview)


class _Outputs:
    def __init__(
        self, resource: Declared, shape: ResourceShape | None, sdk: Sdk, fill: Filling
    ) -> None:
        self._resource = resource
        self._shapes: Mapping[str, Shape] = shape.outputs if shape else {}
        self._inputs = shape.inputs if shape else frozenset()
        self._described = shape is not None
        self._sdk = sdk
        self._fill = fill

    def of(self, given: Mapping[str, Any], *, preview: bool) -> dict[str, Any]:
        whole = {
            name: value if self._is_stated(name) else self._completed(value, self._shapes.get(name))
            for name, value in given.items()
            if not preview or self._is_foretold(name, value)
        }
        for name, shape in self._shapes.items():
            if not (name in given or name in self._inputs or name in PLACES or shape.optional):
                value = self._fill(name, shape, 0)
                whole.update({} if value is None else {name: value})
        return whole

    def _is_stated(self, name: str) -> bool:
        """Whether the form works out an output whole, with what must not be in it."""
        return callable(self._resource.form.outputs.get(name))

    def _is_foretold(self, name: str, value: Any) -> bool:
        """Whether a preview can give an output: the real provider could not add to it."""
        form = self._resource.form
        if form.echoes or name in FREE_KEYS:
            return True
        if not self._described:
            return not _holds_object(value)
        return name in form.outputs or self._is_whole(value, self._shapes.get(name))

    def _is_whole(self, value: Any, shape: Shape | None) -> bool:
        """Whether a value has all its type can have."""
        inner = opened(value).value
        if shape is None or is_unknown(inner):
            return True
        if isinstance(inner, list):
            return all(self._is_whole(item, shape.item) for item in inner)
        if not isinstance(inner, dict) or shape.kind == "any":
            return True
        if shape.kind == "map":
            return all(self._is_whole(item, shape.item) for item in inner.values())
        properties = self._sdk.properties(shape)
        return properties is not None and all(
            name in inner and self._is_whole(inner[name], one) for name, one in properties.items()
        )

    def _completed(self, value: Any, shape: Shape | None) -> Any:
        """A value with the properties that only the cloud gives its objects."""
        inner = opened(value)
        if shape is None or is_unknown(value):
            return value
        if isinstance(inner.value, list):
            filled: Any = [self._completed(item, shape.item) for item in inner.value]
        elif isinstance(inner.value, dict) and shape.kind == "object":
            filled = self._completed_object(inner.value, shape)
        else:
            return value
        return secret(filled) if inner.secret else filled

    def _completed_object(self, value: Mapping[str, Any], shape: Shape) -> dict[str, Any]:
        properties, settable = self._sdk.properties(shape) or {}, self._sdk.settable(shape)
        filled = {name: self._completed(item, properties.get(name)) for name, item in value.items()}
        for name, one in properties.items():
            if not (name in value or one.optional or name in settable):
                found = self._fill(name, one, 1)
                filled.update({} if found is None else {name: found})
        return filled


def _holds_object(value: Any) -> bool:
    inner = opened(value).value
    if isinstance(inner, list):
        return any(_holds_object(item) for item in inner)
    return isinstance(inner, dict)


def _unknown(name: str, shape: Shape, depth: int) -> Any:
    return UNKNOWN


def _maker(resource: Declared, sdk: Sdk) -> Filling:
    def make(name: str, shape: Shape, depth: int) -> Any:
        if depth > DEEPEST:
            return None
        if shape.kind == "list":
            item = make(name, shape.item, depth + 1) if shape.item else None
            return None if item is None else [item]
        if shape.kind == "object":
            properties = sdk.properties(shape) or {}
            made = {
                inner: make(inner, one, depth + 1)
                for inner, one in properties.items()
                if not one.optional
            }
            return {inner: item for inner, item in made.items() if item is not None} or None
        # Texts alone: rules know a text made up, and would believe a number, a yes or a no.
        return _text(resource, name) if shape.kind == "string" else None

    return make


def _text(resource: Declared, name: str) -> str:
    """A text in the form that its name promises."""
    own = stand_in(str(made_up(f"hex16.{name}", seed_of(resource.urn))))
    end = name.lower()
    if end.endswith("arn"):
        service = resource.urn.split("::")[2].rpartition("$")[2].split(":")[1].partition("/")[0]
        home = f"{resource.settings.region or ''}:{resource.settings.account}"
        return f"arn:aws:{service}:{home}:{own}"
    return f"https://{own}.invalid" if end.endswith(("url", "uri", "endpoint")) else own
