"""The packages the offline provider stands in for: one table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from edgewright.providers.offline import aws_forms, aws_functions, azure_forms, azure_functions
from edgewright.providers.offline.answering import Function
from edgewright.providers.offline.declared import Declared
from edgewright.providers.offline.forms import Form, Naming
from edgewright.providers.property_values import UNKNOWN, is_unknown

VERSION = re.compile(r"(?<=^azure-native)_\w+(?=:)|/v\d{8}(preview)?(?=:)")
"""A version of an Azure service's interface in a type, as SDKs of all ages write it:
"azure-native:storage/v20230101:StorageAccount", "azure-native_storage_v20230101:storage:..."."""


@dataclass(frozen=True)
class Package:
    """A Pulumi package.

    Attributes:
        forms: resource type -> what its resources look like.
        other: the form of a type without one: a made-up id, its inputs, and those outputs that its
            SDK says it has.
        functions: token -> the function's answer.
    """

    forms: Mapping[str, Form]
    other: Form
    functions: Mapping[str, Function]

    def form(self, type: str) -> Form:
        """The form of a resource type, whichever version of its service the program asks for."""
        return self.forms.get(VERSION.sub("", type), self.other)


def _object_id(found: Declared) -> Any:
    """An object of Kubernetes goes by its namespace, if it says one, and its name."""
    space, name = (found.read(f"metadata.{part}").value for part in ("namespace", "name"))
    if is_unknown(space) or is_unknown(name):
        return UNKNOWN
    return f"{space}/{name}" if space else str(name)


KUBERNETES = Form(
    _object_id,
    naming=Naming("metadata.name", "metadata.generateName", limit=63, lower=True),
    echoes=True,
)
"""Every type: a preview of the real provider gives an object back as the program wrote it."""
PACKAGES: Mapping[str, Package] = {
    "aws": Package(aws_forms.AWS, aws_forms.OTHER, aws_functions.AWS),
    "aws-native": Package(aws_forms.AWS_NATIVE, Form(), aws_functions.AWS_NATIVE),
    "azure-native": Package(azure_forms.AZURE, azure_forms.OTHER, azure_functions.AZURE),
    "azure": Package({}, Form(), azure_functions.CLASSIC),
    "kubernetes": Package({}, KUBERNETES, {}),
    "azuread": Package({}, Form(), azure_functions.DIRECTORY),
}
NOT_DESCRIBED = Package({}, Form(), {})
"""Any other package."""


def package_named(name: str) -> Package:
    """What is known of a package by its name.

    An SDK made for one version of an Azure service has the service and the version in its name
    ("azure-native_storage_v20230101").
    """
    return PACKAGES.get(name) or PACKAGES.get(name.partition("_")[0], NOT_DESCRIBED)


EDGE = "edgewright"
"""Our own package: its real provider, with no hub behind it."""
