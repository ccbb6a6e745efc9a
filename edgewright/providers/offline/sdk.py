"""What a type's outputs are, read from the program's own SDK: its packages are schemas in Python.

Nothing is imported or run: the generated classes are read as text, as they are laid out by Pulumi's
code generator (pkg/codegen/python). A resource is a class whose getters are its outputs, beside a
class `...Args` whose getters are its inputs; an object is a class in `outputs.py`.
"""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

GETTER = re.compile(
    r'@pulumi\.getter(?:\(name="([^"]+)"\))?\n {4}def (\w+)\(self\) -> (.+):\n', re.MULTILINE
)
SCALARS = {"str": "string", "int": "number", "float": "number", "bool": "bool"}
LISTS, MAPS = ("Sequence", "List", "list"), ("Mapping", "Dict", "dict")


@dataclass(frozen=True)
class Shape:
    """What a value looks like.

    Attributes:
        kind: "string", "number", "bool", "list", "map", "object", or "any" where the SDK does not
            say.
        optional: whether it may be absent for good.
        item: what the entries of a list or map look like.
        name: of an object: the class that describes it, and the folder of the module it is in.
    """

    kind: str
    optional: bool = False
    item: Shape | None = None
    name: tuple[str, Path] | None = None


@dataclass(frozen=True)
class ResourceShape:
    """A resource type.

    Attributes:
        outputs: property -> what it looks like.
        inputs: the properties a program can give.
    """

    outputs: Mapping[str, Shape]
    inputs: frozenset[str]


class Sdk:
    """The SDKs in some folders, read as needed.

    Args:
        folders: where the program's Python looks for packages, the first first.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        self._folders = tuple(folders)
        self._found: dict[str, ResourceShape | None] = {}

    def resource(self, type: str) -> ResourceShape | None:
        """A resource type ("aws:s3/bucket:Bucket"); None when no SDK here has it."""
        if type not in self._found:
            self._found[type] = self._read(type)
        return self._found[type]

    def properties(self, shape: Shape) -> Mapping[str, Shape] | None:
        """The properties of an object; None where its class is not where it should be."""
        if shape.name is None:
            return None
        name, folder = shape.name
        return _object(name, folder)

    def results(self, function: str) -> dict[str, Shape]:
        """What a function ("aws:ec2/getAmi:getAmi") returns; {} when no SDK here has it."""
        package, module, name = function.split(":")
        root = self._root(_package_name(package))
        if root is None:
            return {}
        part = module.partition("/")[0].replace("-", "_")
        named = part + "_" if keyword.iskeyword(part) else part
        folder = root if part == "index" else root / named
        source = _source_of(f"{name[0].upper()}{name[1:]}Result", folder, name) or ""
        text = _class_text(source, f"{name[0].upper()}{name[1:]}Result")
        return {getter: _shape(annotation, folder) for getter, annotation in _getters(text)}

    def settable(self, shape: Shape) -> frozenset[str]:
        """The properties of an object that a program can give."""
        if shape.name is None:
            return frozenset()
        name, folder = shape.name
        return _settable(name.removesuffix("Response"), folder)

    def _read(self, type: str) -> ResourceShape | None:
        package = type.partition(":")[0]
        root = self._root(_package_name(package))
        place = _class_of(type, root) if root else None
        if root is None or place is None:
            return None
        module, name = place
        folder = root.joinpath(*module.split(".")[1:])
        source = _source_of(name, folder, name)
        if source is None:
            return None
        inputs = [
            getter
            for args in (f"{name}Args", f"{name}InitArgs")
            for getter, _ in _getters(_class_text(source, args))
        ]
        outputs = {
            getter: _shape(annotation, folder)
            for getter, annotation in _getters(_class_text(source, name))
        }
        return ResourceShape(outputs, frozenset(inputs)) if outputs else None

    def _root(self, package: str) -> Path | None:
        roots = (folder / package for folder in self._folders)
        return next((root for root in roots if (root / "__init__.py").is_file()), None)


def _package_name(package: str) -> str:
    return f"pulumi_{package.replace('-', '_')}"


def _class_of(type: str, root: Path) -> tuple[str, str] | None:
    """Module and class that the package registers for a type."""
    text = _text(root / "__init__.py")
    found = re.search(rf'"{re.escape(type)}": "(\w+)"', text)
    if found is None:
        return None
    modules = re.findall(r'"fqn": "([\w.]+)"', text[: found.start()])
    return (modules[-1], found.group(1)) if modules else None


def _source_of(name: str, folder: Path, of: str) -> str | None:
    """The text of the module with the class `name`: mostly named after what it is the class of."""
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", of).lower()
    likely = folder / f"{snake}.py"
    others = (file for file in sorted(folder.glob("*.py")) if file.name[0] != "_")
    for file in (likely, *others):
        if file.is_file() and _start_of(text := _text(file), name) >= 0:
            return text
    return None


@lru_cache(maxsize=64)
def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")


def _start_of(text: str, name: str) -> int:
    starts = (text.find(f"\nclass {name}{end}") for end in "(:")
    return max(starts)


def _class_text(text: str, name: str) -> str:
    start = _start_of(text, name)
    if start < 0:
        return ""
    end = text.find("\nclass ", start + 1)
    return text[start:end] if end >= 0 else text[start:]


def _getters(text: str) -> Iterator[tuple[str, str]]:
    for match in GETTER.finditer(text):
        yield match.group(1) or match.group(2), match.group(3)


@lru_cache(maxsize=1024)
def _object(name: str, folder: Path) -> Mapping[str, Shape] | None:
    file = folder / "outputs.py"
    text = _class_text(_text(file), name) if file.is_file() else ""
    found = {getter: _shape(annotation, folder) for getter, annotation in _getters(text)}
    return found or None


@lru_cache(maxsize=1024)
def _settable(name: str, folder: Path) -> frozenset[str]:
    file = folder / "_inputs.py"
    text = _class_text(_text(file), f"{name}Args") if file.is_file() else ""
    return frozenset(getter for getter, _ in _getters(text))


def _shape(annotation: str, folder: Path) -> Shape:
    try:
        return _of(ast.parse(annotation, mode="eval").body, folder)
    except SyntaxError:
        return Shape("any", optional=True)


def _of(node: ast.expr, folder: Path) -> Shape:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return _named(node.value, folder)
    if isinstance(node, ast.Subscript):
        return _generic(_last(node.value), node.slice, folder)
    return Shape(SCALARS.get(_last(node), "any"))


def _generic(name: str, inner: ast.expr, folder: Path) -> Shape:
    parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
    last = _of(parts[-1], folder)
    if name == "Output":
        return last
    if name == "Optional":
        return Shape(last.kind, True, last.item, last.name)
    if name in LISTS:
        return Shape("list", item=last)
    if name in MAPS:
        return Shape("map", item=last)
    return Shape("any")


def _named(text: str, folder: Path) -> Shape:
    """A class named in quotes: an object of this module or another, or an enumeration."""
    module, _, name = text.rpartition(".")
    if not module.endswith("outputs"):
        return Shape("string")
    return Shape("object", name=(name, _folder_of(module, folder)))


def _folder_of(module: str, folder: Path) -> Path:
    """The folder of a module by the name it is imported as: "outputs", "_meta.v1.outputs"."""
    parts = module.lstrip("_").split(".")[:-1]
    if module == "outputs":
        return folder
    above = (one for one in (folder, *folder.parents) if one.name.startswith("pulumi_"))
    root = next(above, folder)
    return root.joinpath(*parts)


def _last(node: ast.expr) -> str:
    """The last name of "pulumi.Output" or "str"."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
