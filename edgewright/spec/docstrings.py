"""What is written below the fields of a model in its source: what they mean.

Pydantic can take it for their descriptions, but reads the sources again for that each time it is
started; it is wanted where an editor or an error tells a person what a key is.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from pydantic import BaseModel


@cache
def meanings(model: type[BaseModel]) -> dict[str, str]:
    """Field -> its docstring, for those that have one; inherited ones too."""
    models = [one for one in reversed(model.__mro__) if issubclass(one, BaseModel)]
    return {name: text for one in models if one is not BaseModel for name, text in _below(one)}


def _below(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """The fields that a model itself has, each with the text below it."""
    [tree] = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    assert isinstance(tree, ast.ClassDef)
    for field, below in pairwise(tree.body):
        match field, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                yield name, inspect.cleandoc(text)
