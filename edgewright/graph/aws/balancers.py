"""Load balancers of AWS, with their listeners: whether they take plain text, and which TLS.

Elastic Load Balancing, "Security policies for your Application Load Balancer" and "Predefined SSL
security policies for Classic Load Balancers".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from edgewright.graph.aws.references import perhaps_beside
from edgewright.graph.aws.web_acls import is_filtered
from edgewright.graph.model import ABSENT, UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.reading import entries, read
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

BALANCER = "aws:lb/loadBalancer:LoadBalancer"
CLASSIC = "aws:elb/loadBalancer:LoadBalancer"
LISTENERS = (
    "aws:lb/listener:Listener",
    "aws:alb/listener:Listener",
    "aws-native:elasticloadbalancingv2:Listener",
)
RULES = (
    "aws:lb/listenerRule:ListenerRule",
    "aws:alb/listenerRule:ListenerRule",
    "aws-native:elasticloadbalancingv2:ListenerRule",
)
DEFAULT_POLICY = "ELBSecurityPolicy-2016-08"
"""What a listener has that names none, made by anything but the console."""
FLOORS = {
    f"elbsecuritypolicy-{name}": floor
    for floor, names in {
        "1.0": ("2016-08", "2015-05", "2015-03", "2015-02", "tls-1-0-2015-04", "fs-2018-06"),
        "1.1": ("tls-1-1-2017-01", "fs-1-1-2019-08"),
        "1.2": (
            "tls-1-2-2017-01",
            "tls-1-2-ext-2018-06",
            "fs-1-2-2019-08",
            "fs-1-2-res-2019-08",
            "fs-1-2-res-2020-10",
        ),
    }.items()
    for name in names
}
"""Policy -> the lowest TLS version it takes, by the tables of these documents."""
_TLS13 = re.compile(
    r"elbsecuritypolicy-tls13-1-([0-3])(?:-res|-ext[0-2])?(?:-fips)?(?:-pq)?-\d{4}-\d{2}"
)
"""Policies with TLS 1.3, whose names have the lowest version in them."""
SSL_POLICIES = (
    ("aws:elb/sslNegotiationPolicy:SslNegotiationPolicy", "loadBalancer"),
    ("aws:elb/loadBalancerPolicy:LoadBalancerPolicy", "loadBalancerName"),
    ("aws:elb/listenerPolicy:ListenerPolicy", "loadBalancerName"),
)


def floor_of(policy: PropertyValue) -> PropertyValue:
    """The lowest TLS version that a security policy takes; unknown for one not in the tables."""
    if not isinstance(policy, str):
        return dict(UNKNOWN)
    name = policy.lower()
    if name in FLOORS:
        return FLOORS[name]
    found = _TLS13.fullmatch(name)
    return dict(UNKNOWN) if found is None else f"1.{found[1]}"


@dataclass(frozen=True)
class _Listener:
    """What a listener takes: whether TLS alone (None where that cannot be known), and which."""

    secure: bool | None
    floor: PropertyValue = None


def balancer(view: ResourceView) -> Properties:
    """An Application, Network or Gateway Load Balancer."""
    found = [_listener(part) for type in LISTENERS for part in view.parts(type, _OF, _BALANCERS)]
    maybe = any(perhaps_beside(view, type, _OF, _BALANCERS) for type in LISTENERS)
    kind = view.declared("loadBalancerType") or "application"
    filtered = is_filtered(view) if kind == "application" or is_marker(kind) else ABSENT
    if is_marker(kind) and filtered is False:
        filtered = dict(UNKNOWN)
    return {
        **_served(found, hidden=maybe or not found),
        "filtered": filtered,
        "logs": _is_logged(view),
    }


_OF = "loadBalancerArn"
_BALANCERS = (BALANCER,)


def _served(found: list[_Listener], *, hidden: bool) -> Properties:
    plain = any(one.secure is False for one in found)
    sure = all(one.secure is True for one in found) and not hidden
    floors = [one.floor for one in found if one.floor is not None]
    known = [one for one in floors if isinstance(one, str)]
    unsure = hidden or len(known) < len(floors) or any(one.secure is None for one in found)
    lowest: PropertyValue = min(known) if known else None
    return {
        "tls_only": False if plain else True if sure else dict(UNKNOWN),
        "tls_min": lowest if lowest == "1.0" or not unsure else dict(UNKNOWN),
    }


def _listener(listener: ResourceView) -> _Listener:
    protocol = listener.declared("protocol")
    if protocol in (None, ""):
        protocol = "HTTP"  # of an Application Load Balancer; others must say theirs
    if not isinstance(protocol, str):
        return _Listener(None)
    word = protocol.upper()
    if word in ("HTTPS", "TLS"):
        return _Listener(True, floor_of(listener.declared("sslPolicy") or DEFAULT_POLICY))
    if word == "HTTP":
        return _Listener(_only_redirects(listener))
    return _Listener(None)  # what it passes on, plain or not, the targets say


def _only_redirects(listener: ResourceView) -> bool | None:
    """Whether all that a listener for plain text does is to send clients to HTTPS."""
    answers = [_redirects(one) for one in entries(listener.declared("defaultActions"))]
    for type in RULES:
        for part in listener.parts(type, "listenerArn", LISTENERS):
            answers += [_redirects(one) for one in entries(part.declared("actions"))]
        answers += [None for _ in perhaps_beside(listener, type, "listenerArn", LISTENERS)]
    if False in answers or not answers:
        return False
    return None if None in answers else True


def _redirects(action: PropertyValue) -> bool | None:
    does = read(action, "type")
    if not isinstance(does, str):
        return None
    block = read(action, "redirect") or read(action, "redirectConfig")
    goal = read(block, "protocol")
    if does.lower() != "redirect":
        return False
    # Without a word on it the protocol stays what it is.
    return None if is_marker(goal) else isinstance(goal, str) and goal.upper() == "HTTPS"


def _is_logged(view: ResourceView) -> PropertyValue:
    for one in entries(view.declared("loadBalancerAttributes")):
        name = read(one, "key")
        if is_marker(name):
            return dict(UNKNOWN)
        if name == "access_logs.s3.enabled":
            value = read(one, "value")
            known = {"true": True, "false": False}
            return known.get(value.lower(), dict(UNKNOWN)) if isinstance(value, str) else value
    return view.flag("accessLogs", "enabled", default=False)


def classic(view: ResourceView) -> Properties:
    """A Classic Load Balancer, whose listeners are its own and whose policies are beside it."""
    found = [*_classic_listeners(view)]
    beside = any(
        view.parts(type, name) or perhaps_beside(view, type, name) for type, name in SSL_POLICIES
    )
    if beside:
        found = [_Listener(one.secure, one.floor and dict(UNKNOWN)) for one in found]
    return {**_served(found, hidden=not found), "logs": _is_classic_logged(view)}


def _is_classic_logged(view: ResourceView) -> PropertyValue:
    """Whether it logs: where a bucket is named it does, unless that is switched off."""
    given = view.declared("accessLogs")
    if given is None or is_marker(given):
        return False if given is None else given
    on = read(given, "enabled")
    return True if on is None else on


def _classic_listeners(view: ResourceView) -> Iterator[_Listener]:
    for one in entries(view.declared("listeners")):
        protocol = read(one, "lbProtocol")
        word = protocol.upper() if isinstance(protocol, str) else ""
        if word in ("HTTPS", "SSL"):
            yield _Listener(True, floor_of(DEFAULT_POLICY))
        else:
            yield _Listener(False if word == "HTTP" else None)


JOINERS: Mapping[str, Joiner] = {BALANCER: balancer, CLASSIC: classic}
"""Load balancers -> what reads their listeners."""
