"""APIs of AWS: API Gateway's, in both versions, and AppSync's.

Amazon API Gateway Developer Guide, "Choose a security policy for your custom domain in API
Gateway", "Control and manage access to REST APIs" and "Control and manage access to HTTP APIs"; AWS
AppSync Developer Guide, "Configuring authorization and authentication".
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from edgewright.graph.aws.references import perhaps_beside
from edgewright.graph.aws.web_acls import all_yes, is_filtered
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.reading import entries, read
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

REST = "aws:apigateway/restApi:RestApi"
REST_STAGE = "aws:apigateway/stage:Stage"
REST_DOMAIN = "aws:apigateway/domainName:DomainName"
METHODS = (
    ("aws:apigateway/method:Method", "restApi", "authorization"),
    ("aws-native:apigateway:Method", "restApiId", "authorizationType"),
)
API = "aws:apigatewayv2/api:Api"
STAGE = "aws:apigatewayv2/stage:Stage"
ROUTES = ("aws:apigatewayv2/route:Route", "aws-native:apigatewayv2:Route")
GRAPH = "aws:appsync/graphQLApi:GraphQLApi"
_ENHANCED = re.compile(r"SECURITYPOLICY_TLS13_1_([0-3])_\w+")
_EDGE = re.compile(r"SECURITYPOLICY_TLS1([0-3])_(?:PFS_)?\d{4}_EDGE")
_OPEN = ("NONE", "")


def floor_of(policy: PropertyValue) -> PropertyValue:
    """The lowest TLS version that a security policy of API Gateway takes."""
    if not isinstance(policy, str):
        return dict(UNKNOWN)
    word = policy.upper()
    known = {"TLS_1_0": "1.0", "TLS_1_2": "1.2"}
    found = _ENHANCED.fullmatch(word) or _EDGE.fullmatch(word)
    return known.get(word, dict(UNKNOWN)) if found is None else f"1.{found[1]}"


def _is_private(view: ResourceView) -> bool | None:
    """Whether an API or a domain is of the type that VPC endpoints alone reach."""
    given = view.declared("endpointConfiguration", "types")
    types = entries(given if isinstance(given, list) or given is None else [given])
    if any(not isinstance(one, str) for one in types):
        return None
    return bool(types) and all(str(one).upper() == "PRIVATE" for one in types)


def _reached(private: bool | None) -> PropertyValue:
    return dict(UNKNOWN) if private is None else not private


def rest_api(view: ResourceView) -> Properties:
    """A REST API, with its stages and methods."""
    stages = view.parts(REST_STAGE, "restApi")
    return {
        **_of_rest(view),
        "filtered": all_yes([is_filtered(one) for one in stages]),
        "logs": all_yes([_is_logged(one) for one in stages]),
    }


def _of_rest(view: ResourceView) -> Properties:
    private = _is_private(view)
    policy = view.declared("securityPolicy") or None
    unset = dict(UNKNOWN) if private is None else "1.2" if private else "1.0"
    return {
        "public_network": _reached(private),
        "tls_min": unset if policy is None else floor_of(policy),
        "authenticated": _methods_ask(view),
    }


def _methods_ask(view: ResourceView) -> PropertyValue:
    """Whether every method asks who calls; a browser's question beforehand never says."""
    parts = [(it, asks) for type, of, asks in METHODS for it in view.parts(type, of)]
    maybe = [it for type, of, _ in METHODS for it in perhaps_beside(view, type, of)]
    found = [
        dict(UNKNOWN)
        if is_marker(it.declared("httpMethod")) and _asks(it.declared(asks)) is False
        else _asks(it.declared(asks))
        for it, asks in parts
        if not _is_question(it)
    ]
    return _all_ask(view, found, hidden=bool(maybe))


def _is_question(method: ResourceView) -> bool:
    """Whether a method is what a browser asks beforehand."""
    word = method.declared("httpMethod")
    return isinstance(word, str) and word.upper() == "OPTIONS"


def _asks(value: PropertyValue) -> PropertyValue:
    if is_marker(value) or not isinstance(value, str | None):
        return dict(UNKNOWN)
    return (value or "").upper() not in _OPEN


def _all_ask(view: ResourceView, found: list[PropertyValue], *, hidden: bool) -> PropertyValue:
    """What routes say together; a document may have others."""
    written = any(view.declared(name) is not None for name in ("body", "bodyS3Location"))
    together = all_yes(found)
    return together if together is False or not (written or hidden) else dict(UNKNOWN)


def _is_logged(stage: ResourceView) -> PropertyValue:
    """Whether a stage logs requests."""
    given = stage.declared("accessLogSettings")
    if is_marker(given):
        return dict(UNKNOWN)
    # Where they go may be computed; that they go somewhere is enough.
    return read(given, "destinationArn") not in (None, "")


def rest_stage(view: ResourceView) -> Properties:
    """A stage of a REST API, with what its API says."""
    found = view.index.follow(view.resource, "restApi", REST)
    names = ("public_network", "tls_min", "authenticated")
    whole = {name: dict(UNKNOWN) for name in names} if found is None else _of_rest(view.of(found))
    return {**whole, "filtered": is_filtered(view), "logs": _is_logged(view)}


def rest_domain(view: ResourceView) -> Properties:
    """A name of REST APIs."""
    policy = view.declared("securityPolicy")
    return {"public_network": _reached(_is_private(view)), "tls_min": floor_of(policy)}


def api(view: ResourceView) -> Properties:
    """An HTTP or WebSocket API, with its stages and routes."""
    stages = view.parts(STAGE, "apiId")
    return {
        "authenticated": _routes_ask(view),
        "logs": all_yes([_is_logged(one) for one in stages]),
    }


def _routes_ask(view: ResourceView) -> PropertyValue:
    """Whether every route asks who calls; of a WebSocket API the one that connects."""
    if view.declared("target") is not None or view.declared("routeKey") is not None:
        return False  # the route that is made with an API asks nobody
    parts = [it for type in ROUTES for it in view.parts(type, "apiId")]
    maybe = any(perhaps_beside(view, type, "apiId") for type in ROUTES)
    if view.declared("protocolType") == "WEBSOCKET":
        parts = [it for it in parts if it.declared("routeKey") in ("$connect", None)]
    found = [_asks(it.declared("authorizationType")) for it in parts]
    answer = _all_ask(view, found, hidden=maybe)
    # Of an API whose protocol is hidden, other routes than the first may ask nobody.
    return dict(UNKNOWN) if is_marker(view.declared("protocolType")) and not answer else answer


def stage(view: ResourceView) -> Properties:
    """A stage of an HTTP or WebSocket API, with what its API says."""
    found = view.index.follow(view.resource, "apiId", API)
    asks = dict(UNKNOWN) if found is None else _routes_ask(view.of(found))
    return {"authenticated": asks, "logs": _is_logged(view)}


def graph_api(view: ResourceView) -> Properties:
    """A GraphQL API; a key that all its clients share does not say who calls."""
    given = [view.declared("authenticationType")]
    more = entries(view.declared("additionalAuthenticationProviders"))
    given += [read(one, "authenticationType") for one in more]
    known = ("AWS_IAM", "AMAZON_COGNITO_USER_POOLS", "OPENID_CONNECT", "AWS_LAMBDA")
    words = [one.upper() if isinstance(one, str) else None for one in given]
    answers: list[PropertyValue] = [
        False if one == "API_KEY" else True if one in known else dict(UNKNOWN) for one in words
    ]
    return {"authenticated": all_yes(answers), "filtered": is_filtered(view)}


JOINERS: Mapping[str, Joiner] = {
    REST: rest_api,
    REST_STAGE: rest_stage,
    REST_DOMAIN: rest_domain,
    API: api,
    STAGE: stage,
    GRAPH: graph_api,
}
"""Types of APIs -> what reads what is spread over their stages, methods and routes."""
