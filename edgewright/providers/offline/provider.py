"""The provider protocol, answered from forms and functions alone.

No code here opens a network connection, and nothing of a resource is kept, so any number of calls
may run at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

from edgewright.base.errors import EdgewrightError
from edgewright.providers.changes import difference
from edgewright.providers.offline.answering import NEEDED
from edgewright.providers.offline.declared import ABSENT, Declared, with_value
from edgewright.providers.offline.forms import REGION, Form
from edgewright.providers.offline.outputs import outputs_of
from edgewright.providers.offline.packages import Package, package_named
from edgewright.providers.offline.sdk import ResourceShape, Sdk
from edgewright.providers.offline.settings import Settings, read_settings
from edgewright.providers.offline.stubs import NO_STUBS, Stubs, overlaid, snippet
from edgewright.providers.property_values import is_unknown, known, secret, struct_of, values_of

ALL_TAGS = "tagsAll"
"""Where AWS's provider has a resource's tags together with its own default ones."""


class OfflineProvider(provider_pb2_grpc.ResourceProviderServicer):
    """One provider of one package.

    Args:
        name: the package's name.
        package: what its types and functions look like.
        sdk: what the program's own SDK says of its types.
        stubs: what the project answers to functions itself.
    """

    def __init__(self, name: str, package: Package, sdk: Sdk, stubs: Stubs = NO_STUBS) -> None:
        self._name = name
        self._package = package
        self._sdk = sdk
        self._stubs = stubs
        self._settings = Settings()

    def Handshake(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Secrets, resources and outputs are taken as they are."""
        return provider_pb2.ProviderHandshakeResponse(
            accept_secrets=True, accept_resources=True, accept_outputs=True
        )

    def GetPluginInfo(self, request: Any, context: grpc.ServicerContext) -> Any:
        """The version of the installed SDK: a plugin is expected to be at least as new."""
        return plugin_pb2.PluginInfo(version=_sdk_version(self._name))

    def Parameterize(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Become the package that an SDK made for a part or a version of this one describes."""
        if not request.HasField("value"):
            self._no(context, "making a package from arguments")
        name, version = request.value.name, request.value.version
        self._package = package_named(name)
        return provider_pb2.ParameterizeResponse(name=name, version=version)

    def CheckConfig(self, request: Any, context: grpc.ServicerContext) -> Any:
        """The public Azure cloud only: host names of others would be wrong ones."""
        environment = known(values_of(request.news)).get("environment")
        failures = []
        if environment not in (None, "", "public"):
            reason = f"the offline provider knows Azure's public cloud only, not {environment!r}"
            failures.append(provider_pb2.CheckFailure(property="environment", reason=reason))
        return provider_pb2.CheckResponse(inputs=request.news, failures=failures)

    def DiffConfig(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Another configuration never replaces the provider."""
        return difference(values_of(request.old_inputs), values_of(request.news), ())

    def Configure(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Take the configuration; Create is then called in previews as well."""
        self._settings = read_settings(values_of(request.args))
        return provider_pb2.ConfigureResponse(
            acceptSecrets=True, acceptResources=True, acceptOutputs=True, supportsPreview=True
        )

    def Check(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Give the resource a name if it has none, and say what it lacks."""
        news, olds = values_of(request.news), values_of(request.olds)
        old, new = (self._declared(request.urn, one) for one in (olds, news))
        inputs = self._with_default_tags(
            self._declared(request.urn, _kept_name(old, new)).named(), request.urn
        )
        failures = _failures(self._declared(request.urn, inputs))
        return provider_pb2.CheckResponse(inputs=struct_of(inputs), failures=failures)

    def Diff(self, request: Any, context: grpc.ServicerContext) -> Any:
        """What differs, and whether it can be changed in place."""
        olds, news = values_of(request.old_inputs), values_of(request.news)
        if REGION in self._form(request.urn).replaces:
            state = values_of(request.olds)
            olds, news = _with_regions(olds, news, state, self._settings.region)
        response = difference(olds, news, self._form(request.urn).replaces)
        if REGION in response.detailedDiff and REGION not in request.old_inputs.fields:
            # The engine names what replaces the resource only where it finds it: in the outputs.
            response.detailedDiff[REGION].inputDiff = False
        response.deleteBeforeReplace = bool(response.replaces) and self._keeps_its_name(
            request.urn, olds, news
        )
        return response

    def Create(self, request: Any, context: grpc.ServicerContext) -> Any:
        """The resource as the cloud would answer it; the same in a preview, as far as foretold."""
        resource = self._declared(request.urn, values_of(request.properties))
        id = "" if is_unknown(resource.id) else str(resource.id)
        outputs = self._outputs(resource, preview=request.preview)
        return provider_pb2.CreateResponse(id=id, properties=struct_of(outputs))

    def Update(self, request: Any, context: grpc.ServicerContext) -> Any:
        """The resource with its new inputs."""
        resource = self._declared(request.urn, values_of(request.news))
        outputs = self._outputs(resource, preview=request.preview)
        return provider_pb2.UpdateResponse(properties=struct_of(outputs))

    def Read(self, request: Any, context: grpc.ServicerContext) -> Any:
        """What the state says, or, of a resource read by its id, that it is there.

        The engine takes no unknown values here. What is left out is unknown to the program in a
        preview.
        """
        return provider_pb2.ReadResponse(
            id=request.id, properties=request.properties, inputs=request.inputs
        )

    def Delete(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Gone."""
        return empty_pb2.Empty()

    def Invoke(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Answer a function."""
        try:
            answer = self._answer(request.tok, known(values_of(request.args)))
        except EdgewrightError as problem:
            failure = provider_pb2.CheckFailure(reason=problem.text())
            return provider_pb2.InvokeResponse(failures=[failure])
        return provider_pb2.InvokeResponse(**{"return": struct_of(answer)})

    def Call(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Methods of resources run in the real provider only."""
        self._no(context, f"calling {request.tok}")

    def Construct(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Components inside a provider run in the real provider only."""
        self._no(context, f"constructing {request.type}")

    def Cancel(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Every call is short: nothing to break off."""
        return empty_pb2.Empty()

    def _no(self, context: grpc.ServicerContext, what: str) -> None:
        failure = EdgewrightError(
            "OFF-001",
            f"{what} needs the real provider of package {self._name}; this is the offline one",
            hint="Declare it otherwise, or run without --offline.",
        )
        context.abort(grpc.StatusCode.UNIMPLEMENTED, failure.text())

    def _answer(self, token: str, args: Mapping[str, Any]) -> dict[str, Any]:
        """What a function answers: what the project says, over what can be made up here.

        Raises:
            EdgewrightError: OFF-001 when the project must say more.
        """
        stub, function = self._stubs.answer(token, args), self._package.functions.get(token)
        if function is None:
            answer = None if stub is None else {**args, **stub}
        else:
            answer = overlaid(function(args, self._settings), stub or {})
        if answer is None:
            results = self._sdk.results(token).items()
            missing = [name for name, one in results if not (one.optional or name in args)]
            missing = missing or ["PROPERTY"]
        else:
            missing = [name for name, value in answer.items() if value is NEEDED]
        if answer is None or missing:
            raise EdgewrightError(
                "OFF-001",
                f"only the cloud can answer {token}({_called(args)})",
                hint="Say in edgewright.yaml what the program gets offline, or run without "
                f"--offline:\n\n{snippet(token, missing)}\n",
            )
        return answer

    def _outputs(self, resource: Declared, *, preview: bool) -> dict[str, Any]:
        shape = self._sdk.resource(type_of(resource.urn))
        return outputs_of(resource, shape, self._sdk, preview=preview)

    def _form(self, urn: str) -> Form:
        type = type_of(urn)
        form = self._package.form(type)
        return form if form is not self._package.other else _fitted(form, self._sdk.resource(type))

    def _declared(self, urn: str, inputs: Mapping[str, Any]) -> Declared:
        return Declared(urn, self._form(urn), inputs, self._settings)

    def _with_default_tags(self, inputs: dict[str, Any], urn: str) -> dict[str, Any]:
        """Inputs with all tags, as AWS's provider checks them (pulumi-aws, provider/tags.go)."""
        all_tags = self._form(urn).outputs.get(ALL_TAGS)
        if not self._settings.default_tags or all_tags is None:
            return inputs
        return {**inputs, ALL_TAGS: all_tags(self._declared(urn, inputs))}

    def _keeps_its_name(self, urn: str, olds: dict[str, Any], news: dict[str, Any]) -> bool:
        """Whether old and new would be there under one name that the program gave."""
        naming = self._form(urn).naming
        if naming is None:
            return False
        old, new = (self._declared(urn, one).read(naming.property).value for one in (olds, news))
        bare = self._declared(urn, with_value(olds, naming.property, None)).named()
        return bool(old == new != self._declared(urn, bare).read(naming.property).value)


def _sdk_version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(f"pulumi-{package}")
    except PackageNotFoundError:
        return ""


def _fitted(form: Form, shape: ResourceShape | None) -> Form:
    """The form for types without one, with those of its outputs that a type is known to have."""
    outputs = {name: one for name, one in form.outputs.items() if shape and name in shape.outputs}
    return replace(form, outputs=outputs)


def _called(args: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in sorted(args.items()))


def type_of(urn: str) -> str:
    """The resource type in a URN, without its parents' types."""
    return urn.split("::")[2].rpartition("$")[2]


def _with_regions(
    olds: Mapping[str, Any], news: Mapping[str, Any], state: Mapping[str, Any], default: str | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Old and new inputs, each with the region it means where it names none.

    What is there already is where the state says, whatever the provider's region is now. So another
    region of the provider moves the resource, and naming the region it is in does not: the
    Terraform AWS provider's "Enhanced Region Support".
    """
    before = olds.get(REGION) or state.get(REGION) or default
    return {**olds, REGION: before}, {**news, REGION: news.get(REGION) or default}


def _kept_name(old: Declared, new: Declared) -> Mapping[str, Any]:
    """The new inputs with the name the resource already has, if the program gives none."""
    path = new.form.naming.property if new.form.naming else ""
    name, hidden = old.read(path) if path else ABSENT
    if name is None or new.read(path).value is not None:
        return new.inputs
    return with_value(new.inputs, path, secret(name) if hidden else name)


def _failures(resource: Declared) -> list[provider_pb2.CheckFailure]:
    failures = [
        provider_pb2.CheckFailure(property=name, reason=_reason(name))
        for name in resource.missing()
    ]
    if not failures:
        try:
            resource.outputs()
            _ = resource.id
        except ValueError as problem:
            failures.append(provider_pb2.CheckFailure(reason=str(problem)))
    return failures


def _reason(name: str) -> str:
    if name == REGION:
        return "no region: set the provider's region (`pulumi config set aws:region ...`)"
    return f"missing required property {name!r}"
