"""Importing single modules of a package without the package's own start.

Some packages import, at their start, far more than the module that is wanted of them: an HTTP
library for a client that nobody asked for, an SDK for a dozen generated messages. A verdict on
every resource of a program should not wait for that.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec, module_from_spec


@contextmanager
def bare(*packages: str) -> Iterator[None]:
    """Inside the block these packages are places to find modules in, and nothing else.

    Their modules imported there stay imported, and are the same ones for whoever imports the whole
    package later. A package that is imported already is left as it is. For the top of a module
    only: another thread that imports the same package meanwhile would find it empty.

    Args:
        packages: dotted names, an outer package before what is in it.

    Raises:
        ModuleNotFoundError: when there is no such package.
    """
    stand_ins = []
    try:
        for name in packages:
            if name not in sys.modules:
                spec = find_spec(name)
                if spec is None:
                    raise ModuleNotFoundError(f"no package {name}", name=name)
                sys.modules[name] = module_from_spec(spec)
                stand_ins.append(name)
        yield
    finally:
        for name in stand_ins:
            del sys.modules[name]
