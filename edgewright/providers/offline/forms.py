"""What a resource type's ids, names and outputs look like: one `Form` per type, as data.

Texts are templates. `{bucket}` or `{properties.image}` is an input, `{path|/}` one with a default;
`{@region}`, `{@account}`, `{@partition}`, `{@dns}`, `{@subscription}`, `{@tenant}` come from the
provider's configuration, `{@id}` is the resource's id, and `{@uuid}`, `{@hex7}`, `{@token17}` are
made up, the same for the same resource; `{@uuid.client}` is another of the kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

REGION = "region"
"""The property with which a resource of the `aws` package says where it is."""
PLACEHOLDER = re.compile(r"\{([^{}|]+)(\|[^{}]*)?\}")


@dataclass(frozen=True)
class Naming:
    """How a type makes up the physical name that the program did not give.

    Attributes:
        property: where the name goes ("a.b" for a nested one).
        prefix: property with a beginning the program may give instead of the name.
        start: what every such name of the service begins with.
        style: "dashed" (name-1a2b3c4), "joined" (name1a2b3c4d), "compact" (joined; lower-case
            letters and digits only) or "uuid".
        limit: most characters.
        lower: whether the service takes lower-case letters only.
    """

    property: str
    prefix: str | None = None
    start: str = ""
    style: str = "dashed"
    limit: int = 255
    lower: bool = False


@dataclass(frozen=True)
class Form:
    """A resource type.

    Attributes:
        id: template of its id, or a function of the resource that gives the id and raises
            ValueError for one that no cloud would take; None for one made up in nobody's form.
        outputs: property -> template, a tree of templates, or a function of the resource. They are
            added to its inputs, which all come back as outputs.
        naming: None for a type without a name of its own.
        replaces: properties ("a.b" for a nested one) that cannot be changed in place.
        seed: template of what made-up values follow from, whatever its case; None for the URN and
            the properties that cannot be changed.
        echoes: whether the real provider's previews give every input back as it is, though the
            cloud adds to it later.
        regional: whether it needs a region even where no template says so.
    """

    id: str | Callable[[Any], Any] | None = None
    outputs: Mapping[str, Any] = field(default_factory=dict)
    naming: Naming | None = None
    replaces: tuple[str, ...] = ()
    seed: str | None = None
    regional: bool = False
    echoes: bool = False

    def required(self) -> set[str]:
        """Inputs without which the resource has no id."""
        found = PLACEHOLDER.finditer(self.id if isinstance(self.id, str) else "")
        return {name for name, default in (one.groups() for one in found) if not default}

    def is_regional(self) -> bool:
        """Whether its id or outputs name the region."""
        texts = [*_texts(self.id), *_texts(self.outputs)]
        return self.regional or any("{@region}" in text for text in texts)


def _texts(tree: Any) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, Mapping):
        for item in tree.values():
            yield from _texts(item)
