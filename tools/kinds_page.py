"""Write docs/kinds.md, docs/policy-input.schema.json and what the rules' library knows of kinds.

With --check, only say whether they hold. All come from the typed kinds, and the page besides from
what the shipped rules need.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from unread_properties import UNREAD as UNREAD_PROPERTIES
from unread_properties import named as stands

from edgewright.graph.kinds import KINDS, MODELS, OF_RESOURCES
from edgewright.policy.authoring.overview import table
from edgewright.policy.input_schema import definitions, policy_input_schema
from edgewright.policy.library import Library, library_root, load_library
from edgewright.spec.json_schema import schema_text
from edgewright.tools.locate import locate

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "kinds.md"
SCHEMA = ROOT / "docs" / "policy-input.schema.json"
TABLE = ROOT / "policies" / "lib" / "nodes" / "having.rego"
TABLE_HEAD = """# Written by `python tools/kinds_page.py`.

package lib.nodes

# METADATA
# description: every node of a kind of resource that has all of these properties
having(properties) := of_kinds([kind |
\tsome kind, names in _properties
\tevery property in properties { property in names }
])

"""
HEAD = """<!-- Written by `python tools/kinds_page.py`. -->

# Kinds

Whatever cloud or edge runtime a resource is of, rules see it as a node of a neutral kind; parts of
an estate are nodes too. A node has exactly the properties of its kind. Each is a value of its
type, or the marker `{"$unknown": true}` for what a preview cannot know, or `{"$secret": true}` in
place of a secret; those marked *may be not set* can be `null`. What a program wrote and is not of
the type is unknown. The same as JSON Schema: [policy-input.schema.json](policy-input.schema.json),
or `edgewright schema policy-input`.
"""
PARTS = """## Parts of properties

What is marked as such may be not set; what comes from a program may be a marker here too."""
UNREAD = """## Not read by any rule yet

No shipped rule that judges the kind has these in its `needs` or names them in its Rego, and no
library of the rules does."""
UNLISTED = """## Read without being needed

Rules name these in their Rego (for a message, a condition, or as a property of another kind) and
have them in no `needs`: an unknown value does not make the verdict undetermined by itself."""
MARKERS = ("Marker", "Unknown", "Secret")
WORDS = {
    "string": "text",
    "boolean": "true or false",
    "integer": "whole number",
    "number": "number",
    "null": "not set",
}
NULL = {"type": "null"}
Definitions = Mapping[str, Any]
Readers = Mapping[tuple[str, str], set[str]]
"""(kind, property) -> ids of the rules that need it or a part of it."""


def page(library: Library, definitions: Definitions) -> str:
    """The page's text."""
    readers = readers_of(library)
    by_model: dict[str, list[str]] = {}
    for kind, model in MODELS.items():
        by_model.setdefault(model.__name__, []).append(kind)
    parts = [name for name in definitions if name not in (*by_model, *MARKERS, "Node")]
    sections = [
        HEAD.rstrip(),
        *(kind_section(definitions[name], kinds, readers) for name, kinds in by_model.items()),
        PARTS,
        *(part_section(name, definitions[name]) for name in parts),
        UNLISTED,
        "\n".join(left_out(readers, library, named=True)),
        UNREAD,
        "\n".join(left_out(readers, library, named=False)),
    ]
    return "\n\n".join(sections) + "\n"


def table_of_kinds() -> str:
    """The properties of every kind of resource, as Rego."""
    named = {kind: ", ".join(f'"{name}"' for name in KINDS[kind]) for kind in OF_RESOURCES}
    rows = [f'_properties["{kind}"] := {{{names}}}\n' for kind, names in named.items()]
    return TABLE_HEAD + "".join(rows)


def readers_of(library: Library) -> Readers:
    """Which rules need which property."""
    found: dict[tuple[str, str], set[str]] = {}
    for rule in library.rules.values():
        for kind, paths in rule.custom.needs.items():
            for path in paths:
                found.setdefault((kind, path.partition(".")[0]), set()).add(rule.id)
    return found


def kind_section(definition: Any, kinds: Iterable[str], readers: Readers) -> str:
    """What is said of the kinds that have the same properties."""
    rows = [
        (
            *row(name, schema),
            ", ".join(sorted(set().union(*(readers.get((kind, name), set()) for kind in kinds)))),
        )
        for name, schema in definition["properties"].items()
    ]
    head = ("Property", "Type", "Meaning", "Needed by")
    title = ", ".join(f"`{kind}`" for kind in kinds)
    return f"## {title}\n\n{definition['description']}\n\n{table(head, rows)}"


def part_section(name: str, definition: Any) -> str:
    """What a property can be made of."""
    if "properties" not in definition:
        return f"### {name}\n\n{type_text(definition)}: {definition['description']}"
    rows = [row(*item) for item in definition["properties"].items()]
    about = definition.get("description", "A marker.")
    return f"### {name}\n\n{about}\n\n{table(('Property', 'Type', 'Meaning'), rows)}"


def row(name: str, schema: Any) -> tuple[str, str, str]:
    """Name, type and meaning of a property."""
    unset = "; may be not set" if NULL in schema.get("anyOf", []) else ""
    return f"`{name}`", type_text(schema) + unset, schema.get("description", "")


def type_text(schema: Any) -> str:
    """A type in words, without None and markers."""
    if "anyOf" in schema:
        marker = {"$ref": "#/$defs/Marker"}
        listed = [one for one in schema["anyOf"] if one not in (NULL, marker)]
        return " or ".join(type_text(one) for one in listed)
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "enum" in schema or "const" in schema:
        return ", ".join(f"`{value}`" for value in schema.get("enum", [schema.get("const")]))
    if schema.get("type") == "array":
        return f"list of {type_text(schema['items'])}"
    if schema.get("type") == "object":
        inner = schema.get("additionalProperties")
        return f"mapping to {type_text(inner)}" if isinstance(inner, dict) else "mapping"
    return WORDS.get(schema.get("type", ""), "anything")


def left_out(readers: Readers, library: Library, *, named: bool) -> Iterator[str]:
    """A line for each kind with properties in no `needs`, by whether Rego names them."""
    found = stands(library)
    for kind, properties in KINDS.items():
        left = [
            f"`{name}`{_reason(kind, name)}"
            for name in properties
            if (kind, name) not in readers and ((kind, name) in found) is named
        ]
        if left:
            yield f"- `{kind}`: {', '.join(left)}"


def _reason(kind: str, name: str) -> str:
    """Why a property of a resource is collected though it decides nothing."""
    why = UNREAD_PROPERTIES.get(kind, {}).get(name)
    return f" ({why})" if why else ""


if __name__ == "__main__":
    shipped = load_library(library_root(), locate("opa"))
    schema = policy_input_schema()
    files = {
        PAGE: page(shipped, definitions()),
        SCHEMA: schema_text(schema),
        TABLE: table_of_kinds(),
    }
    stale = [
        path.relative_to(ROOT).as_posix()
        for path, text in files.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    if "--check" not in sys.argv:
        for path, text in files.items():
            path.write_text(text, encoding="utf-8")
    elif stale:
        sys.exit(f"out of date: {', '.join(stale)}; run `python tools/kinds_page.py`")
