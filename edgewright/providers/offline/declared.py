"""One resource of a program: its form filled in with its inputs and the configuration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from edgewright.providers.changes import ALL_BUT_TAGS, TAGS
from edgewright.providers.offline.forms import PLACEHOLDER, REGION, Form
from edgewright.providers.offline.made_up import made_up, physical_name, seed_of
from edgewright.providers.offline.settings import Settings, partition_of
from edgewright.providers.property_values import (
    UNKNOWN,
    Opened,
    is_marked,
    is_unknown,
    known,
    opened,
    secret,
)

ABSENT = Opened(None, False)
MADE_UP_ID = "offline-{@hex16}"
"""The id of a resource whose type has no form here: plainly not a cloud's."""


@dataclass(frozen=True)
class Declared:
    """A resource as the program declares it.

    Attributes:
        inputs: property values as the engine sends them: secrets wrapped, unknowns marked.
    """

    urn: str
    form: Form
    inputs: Mapping[str, Any]
    settings: Settings

    @property
    def logical_name(self) -> str:
        """Its name in the program."""
        return self.urn.rpartition("::")[2]

    @cached_property
    def region(self) -> Opened:
        """Its own region, else the provider's; ABSENT when neither is set."""
        own = opened(self.inputs.get("region"))
        return own if own.value else Opened(self.settings.region, False)

    @cached_property
    def id(self) -> Any:
        """Its id; UNKNOWN while it follows from something not known yet.

        Raises:
            ValueError: no cloud would take such inputs.
        """
        return opened(self._build(self.form.id or MADE_UP_ID)).value

    def named(self) -> dict[str, Any]:
        """Its inputs, with a physical name if its type needs one and the program gave none."""
        naming = self.form.naming
        inputs = dict(self.inputs)
        if naming is None or self.read(naming.property).value is not None:
            return inputs
        prefix = self.read(naming.prefix) if naming.prefix else ABSENT
        if is_unknown(self._own_seed) or is_unknown(prefix.value):
            return with_value(inputs, naming.property, UNKNOWN)
        name = physical_name(naming, self.logical_name, prefix.value, self._own_seed)
        return with_value(inputs, naming.property, secret(name) if prefix.secret else name)

    def missing(self) -> list[str]:
        """Inputs without which it could not be created."""
        absent = [name for name in sorted(self.form.required()) if self._missing(name)]
        if self.form.is_regional() and self.region.value is None:
            absent.append("region")
        return absent

    def outputs(self) -> dict[str, Any]:
        """Its outputs: the inputs, and what its type adds to them."""
        added = self._build(self.form.outputs)
        return dict(merged(dict(self.inputs), added or {}))

    def read(self, path: str) -> Opened:
        """An input by its path ("properties.image"); ABSENT when it is not given."""
        value, hidden = Opened(dict(self.inputs), False)
        for name in path.split("."):
            if is_unknown(value):
                return Opened(UNKNOWN, hidden)
            inner = opened(value.get(name)) if isinstance(value, dict) else ABSENT
            value, hidden = inner.value, hidden or inner.secret
        return Opened(UNKNOWN if is_unknown(value) else value, hidden)

    def fill(self, template: str) -> Any:
        """A template with its placeholders replaced.

        Returns:
            None when an input it needs is absent, UNKNOWN when one is not known yet, a secret when
            one is; else the text.
        """
        found = {
            one.group(0): self._look_up(one.group(1), one.group(2))
            for one in PLACEHOLDER.finditer(template)
        }
        if any(entry.value is None for entry in found.values()):
            return None
        hidden = any(entry.secret for entry in found.values())
        if any(is_marked(entry.value) for entry in found.values()):
            text = UNKNOWN
        else:
            text = PLACEHOLDER.sub(lambda one: _text(found[one.group(0)].value), template)
        return secret(text) if hidden else text

    @cached_property
    def _seed(self) -> Any:
        """What made-up values follow from, or UNKNOWN."""
        if self.form.seed is None:
            return self._own_seed
        start = opened(self.fill(self.form.seed)).value
        return start if is_unknown(start) else seed_of(str(start).lower())

    @cached_property
    def _own_seed(self) -> Any:
        """The URN and whatever cannot change but its name, or UNKNOWN."""
        fixed = self.form.replaces
        if ALL_BUT_TAGS in fixed:
            fixed = tuple(one for one in (*fixed, *self.inputs) if one not in (ALL_BUT_TAGS, *TAGS))
        naming = self.form.naming
        names = {one.partition(".")[0] for one in fixed} - {naming.property if naming else ""}
        values = {name: self._fixed_input(name) for name in sorted(names)}
        if any(is_marked(value) for value in values.values()):
            return UNKNOWN
        return seed_of(self.urn, {name: _unrevealed(value) for name, value in values.items()})

    def _fixed_input(self, name: str) -> Any:
        """An input; a region not given is the provider's, so that naming it makes no other one."""
        given = self.inputs.get(name)
        return self.settings.region if name == REGION and not given else given

    def _look_up(self, name: str, default: str | None) -> Opened:
        if name.startswith("@"):
            return self._context(name[1:])
        found = self.read(name)
        return Opened(default[1:], False) if found.value is None and default else found

    def _context(self, name: str) -> Opened:
        if name == "region":
            return self.region
        if name in ("partition", "dns"):
            if is_unknown(self.region.value):
                return self.region
            return Opened(partition_of(self.region.value)[name == "dns"], self.region.secret)
        if name == "id":
            return Opened(self.id, False)
        if name in ("account", "subscription", "tenant"):
            return Opened(getattr(self.settings, name), False)
        unknown = is_unknown(self._seed)
        return Opened(UNKNOWN if unknown else made_up(name, self._seed), False)

    def _missing(self, name: str) -> bool:
        return not name.startswith("@") and self.read(name).value in (None, "")

    def _build(self, tree: Any) -> Any:
        if isinstance(tree, str):
            return self.fill(tree)
        if isinstance(tree, Mapping):
            built = {name: self._build(item) for name, item in tree.items()}
            return {name: item for name, item in built.items() if item is not None}
        return tree(self) if callable(tree) else tree


def with_value(inputs: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The inputs with a value at a path ("metadata.name")."""
    top, _, rest = path.partition(".")
    if not rest:
        return {**inputs, top: value}
    inner = opened(inputs.get(top))
    below = with_value(inner.value or {}, rest, value)
    return {**inputs, top: secret(below) if inner.secret else below}


def merged(base: Any, added: Any) -> Any:
    """`added` laid over `base`, object by object; what wraps or hides `base` stays around it."""
    inner = opened(base)
    if not isinstance(inner.value, dict) or not isinstance(added, dict):
        return base if is_unknown(base) and isinstance(added, dict) else added
    both = dict(inner.value)
    for name, value in added.items():
        both[name] = merged(both[name], value) if both.get(name) is not None else value
    return secret(both) if inner.secret else both


def _unrevealed(value: Any) -> Any:
    """A plain value to derive others from; a secret counts as there, not as what it is."""
    return "[secret]" if opened(value).secret else known(value)


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
