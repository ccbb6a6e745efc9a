"""What a function ("invoke") answers with: in its cloud's form, made up, none looked up.

An invoke's answer cannot be unknown: the engine refuses unknown values in it (`RejectUnknowns` in
pulumi's provider_plugin.go). So an answer never says where something is, or how it is set, unless
that follows from the question: a rule would take it for the truth. What a program cannot do
without, such as the location of an Azure resource group, is NEEDED from the project.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from edgewright.base.errors import EdgewrightError
from edgewright.base.ids import canonical_json
from edgewright.providers.offline.declared import Declared
from edgewright.providers.offline.forms import Form
from edgewright.providers.offline.made_up import made_up, seed_of
from edgewright.providers.offline.settings import Settings

Args = Mapping[str, Any]
Function = Callable[[Args, Settings], dict[str, Any]]
NEEDED = object()
"""Instead of a value that only the project can give."""


def made(settings: Settings, kind: str, *parts: object) -> str:
    """Something made up that follows from the account or subscription."""
    return str(made_up(kind, seed_of(settings.account, settings.subscription, *parts)))


def region_of(args: Args, settings: Settings) -> str:
    """The region a function is about: its own argument's, else the provider's.

    Raises:
        EdgewrightError: OFF-002 when neither says.
    """
    region = args.get("region") or settings.region
    if not region:
        raise EdgewrightError(
            "OFF-002",
            "the function needs a region, and the provider has none",
            hint="Run `pulumi config set aws:region REGION` (aws-native has a setting of its own).",
        )
    return str(region)


def looked_up(form: Form) -> Function:
    """A function that finds something there is: its arguments, its id, and what its form says.

    The same question finds the same thing.
    """

    def find(args: Args, settings: Settings) -> dict[str, Any]:
        urn = f"urn:pulumi:offline::offline::found::{canonical_json(dict(args))}"
        found = Declared(urn, form, args, settings)
        if form.is_regional():
            region_of(args, settings)
        outputs = found.outputs()
        return {**outputs, "id": found.id}

    return find


def given(property: str, otherwise: str) -> Callable[[Declared], Any]:
    """What the question names, else a template."""
    return lambda found: found.read(property).value or found.fill(otherwise)
