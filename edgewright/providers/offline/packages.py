"""The packages the offline provider stands in for: one table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from edgewright.base.errors import EdgewrightError
from edgewright.providers.offline import aws_forms, azure_forms
from edgewright.providers.offline import functions as answers
from edgewright.providers.offline.forms import Form


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
    functions: Mapping[str, answers.Function]

    def form(self, type: str) -> Form:
        """The form of a resource type."""
        return self.forms.get(type, self.other)

    def function(self, token: str) -> answers.Function:
        """The answer to a function.

        Raises:
            EdgewrightError: OFF-001 when there is none.
        """
        if token in self.functions:
            return self.functions[token]
        raise EdgewrightError(
            "OFF-001",
            f"the offline provider cannot answer {token}, which looks something up in the cloud",
            hint="Give the program the value as configuration, or run without --offline. "
            f"Answered offline: {', '.join(sorted(self.functions)) or 'nothing of this package'}.",
        )


PACKAGES: Mapping[str, Package] = {
    "aws": Package(aws_forms.AWS, aws_forms.OTHER, answers.AWS),
    "aws-native": Package(aws_forms.AWS_NATIVE, Form(), answers.AWS_NATIVE),
    "azure-native": Package(azure_forms.AZURE, azure_forms.OTHER, answers.AZURE),
}
NOT_DESCRIBED = Package({}, Form(), {})
"""Any other package."""
EDGE = "edgewright"
"""Our own package: its real provider, with no hub behind it."""
