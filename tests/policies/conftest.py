"""The shipped rules, judged by the real OPA."""

import pytest
from shipped_rules import POLICIES, Opa

from edgewright.policy.library import Library, load_library
from edgewright.tools.locate import locate


@pytest.fixture(scope="session")
def opa() -> Opa:
    return Opa(locate("opa"))


@pytest.fixture(scope="session")
def library(opa: Opa) -> Library:
    return load_library(POLICIES, opa.path)
