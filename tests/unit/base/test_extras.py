"""What an extra lacks is said by package and version."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError

import pytest

from edgewright.base import extras
from edgewright.base.errors import EdgewrightError
from edgewright.base.extras import require_extra

ASKED = [
    "click>=8",
    'pulumi-aws<8,>=7; extra == "aws"',
    'pulumi-aws-native<2,>=1.30; extra == "aws"',
    'pulumi-azure-native<4,>=2; extra == "azure"',
]


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    there: dict[str, str] = {}

    def version(name: str) -> str:
        if name not in there:
            raise PackageNotFoundError(name)
        return there[name]

    monkeypatch.setattr(extras, "requires", lambda name: ASKED)
    monkeypatch.setattr(extras, "version", version)
    return there


def failure(extra: str) -> EdgewrightError:
    with pytest.raises(EdgewrightError) as caught:
        require_extra(extra, "components for aws")
    return caught.value


def test_all_there_in_versions_that_fit(installed: dict[str, str]) -> None:
    installed.update({"pulumi-aws": "7.51.1", "pulumi-aws-native": "1.84.0"})
    require_extra("aws", "components for aws")


def test_what_is_missing_is_named_with_the_extra(installed: dict[str, str]) -> None:
    installed["pulumi-aws-native"] = "1.84.0"
    found = failure("aws")
    assert (found.code, found.exit_status) == ("EXT-001", 3)
    assert "pulumi-aws<8,>=7, which is not installed" in found.message
    assert "native" not in found.message and "click" not in found.message
    assert 'pip install "edgewright[aws]"' in found.hint


def test_another_major_version_does_not_do(installed: dict[str, str]) -> None:
    installed.update({"pulumi-aws": "6.83.4", "pulumi-aws-native": "1.84.0"})
    assert failure("aws").message.endswith("pulumi-aws<8,>=7, and 6.83.4 is installed")


def test_a_release_candidate_is_of_its_version(installed: dict[str, str]) -> None:
    installed["pulumi-azure-native"] = "3.30.0rc1"
    require_extra("azure", "components for azure")


def test_the_shipped_metadata_has_these_extras() -> None:
    for extra in ("aws", "azure"):
        require_extra(extra, "these tests")
        assert extras._packages(extra)
