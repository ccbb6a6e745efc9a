"""The extras of the package: packages that only a part of edgewright needs, and judging never."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, requires, version

from packaging.requirements import Requirement

from edgewright.base.errors import EdgewrightError

DISTRIBUTION = "edgewright"


def require_extra(extra: str, what: str) -> None:
    """Make sure that every package of an extra is installed, in a version that fits.

    Args:
        extra: its name, for example "aws".
        what: what needs it, as the error says it.

    Raises:
        EdgewrightError: EXT-001 for packages that are missing or of another version.
    """
    lacking = [text for entry in _packages(extra) if (text := _lack(entry))]
    if lacking:
        raise EdgewrightError(
            "EXT-001",
            f"{what} cannot do without {'; '.join(lacking)}",
            hint=f'Run `pip install "{DISTRIBUTION}[{extra}]"` in this Python environment.',
        )


def _packages(extra: str) -> list[Requirement]:
    """What the package's own metadata asks for with the extra, and not without."""
    found = [Requirement(text) for text in requires(DISTRIBUTION) or ()]
    return [one for one in found if one.marker and one.marker.evaluate({"extra": extra})]


def _lack(requirement: Requirement) -> str | None:
    """What is wrong with an installed package, if anything is."""
    wanted = f"{requirement.name}{requirement.specifier}"
    try:
        there = version(requirement.name)
    except PackageNotFoundError:
        return f"{wanted}, which is not installed"
    if requirement.specifier.contains(there, prereleases=True):
        return None
    return f"{wanted}, and {there} is installed"
