"""How workloads of a cluster are reached, and what may reach them.

Kubernetes documentation, "Service", "Ingress", "Network Policies", and of what makes the load
balancers: cloud-provider-aws and the AWS Load Balancer Controller, "Annotations"; AKS, "Use an
internal load balancer"; GKE, "Internal load balancing"; Application Gateway Ingress Controller,
"Annotations".
"""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_network

from edgewright.graph.kubernetes.objects import annotation, any_of, is_hidden, text_flag
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.reading import entries, parsed, read
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

_AWS = "service.beta.kubernetes.io/aws-load-balancer-"
_ALB = "alb.ingress.kubernetes.io/"
_SWITCHES: Mapping[str, tuple[str, ...]] = {
    "aws": (f"{_AWS}internal",),
    "azure": ("service.beta.kubernetes.io/azure-load-balancer-internal",),
    "": ("service.beta.kubernetes.io/openstack-internal-load-balancer",),
}
"""Cloud -> annotations that keep a load balancer inside, where they say "true"."""
_GOOGLE = ("networking.gke.io/load-balancer-type", "cloud.google.com/load-balancer-type")
_SCHEMES = {"internal": False, "internet-facing": True}
_CONTROLLER_CLASSES = ("service.k8s.aws/nlb", "eks.amazonaws.com/nlb")
_CONTROLLER_TYPES = ("external", "nlb-ip")
_SELECTORS = ("podSelector", "namespaceSelector")


def service(view: ResourceView) -> Properties:
    """Whether a service is reached from outside its cluster's networks."""
    spec = view.declared("spec")
    kind = read(spec, "type")
    if is_hidden(spec, dict) or is_hidden(kind, str):
        return {"public_network": dict(UNKNOWN)}
    outside = entries(read(spec, "externalIPs"))
    if kind == "LoadBalancer":
        return {"public_network": any_of([bool(outside), _balancer(view)])}
    if kind not in (None, "", "ClusterIP", "ExternalName", "NodePort"):
        return {"public_network": dict(UNKNOWN)}
    return {"public_network": kind == "NodePort" or bool(outside)}


def _balancer(view: ResourceView) -> PropertyValue:
    """Whether a load balancer is on the Internet, as it is unless an annotation says otherwise."""
    cloud = view.place.cloud
    if is_hidden(view.declared("metadata", "annotations"), dict):
        return dict(UNKNOWN)
    if cloud in (None, "aws"):
        scheme = _scheme(view, f"{_AWS}scheme", _has_controller(view))
        if scheme is not None:
            return scheme
    switches = [
        text_flag(annotation(view, name))
        for of, names in _SWITCHES.items()
        if cloud is None or of == cloud
        for name in names
    ]
    if cloud is None:
        types = [annotation(view, name) for name in _GOOGLE]
        switches += [isinstance(one, str) and one.lower() == "internal" for one in types]
    inside = any_of(switches)
    return not inside if isinstance(inside, bool) else inside


def _scheme(view: ResourceView, name: str, controlled: PropertyValue) -> PropertyValue:
    """By the scheme of the AWS Load Balancer Controller, internal by default; None without it."""
    scheme = annotation(view, name)
    if scheme in (None, ""):
        return False if controlled is True else None
    word = scheme.lower() if isinstance(scheme, str) else ""
    return _SCHEMES.get(word, dict(UNKNOWN))


def _has_controller(view: ResourceView) -> bool:
    kind = annotation(view, f"{_AWS}type")
    return view.declared("spec", "loadBalancerClass") in _CONTROLLER_CLASSES or (
        isinstance(kind, str) and kind in _CONTROLLER_TYPES
    )


def ingress(view: ResourceView) -> Properties:
    """Whether an ingress is reached from outside, and whether every name it serves has TLS."""
    if any(is_hidden(view.declared(*path), dict) for path in (("metadata", "annotations"),)):
        return {"public_network": dict(UNKNOWN), "tls_only": dict(UNKNOWN)}
    names = view.declared("spec", "ingressClassName"), annotation(view, _OLD_CLASS)
    scheme = _scheme(view, f"{_ALB}scheme", "alb" in names)
    private = text_flag(annotation(view, "appgw.ingress.kubernetes.io/use-private-ip"))
    public: PropertyValue = dict(UNKNOWN) if any(map(is_marker, names)) else True
    if scheme is not None:
        public = scheme
    elif "gce-internal" in names or private is not False:
        public = False if "gce-internal" in names or private is True else dict(UNKNOWN)
    is_alb = "alb" in names or annotation(view, f"{_ALB}certificate-arn") is not None
    tls = _alb_tls(view) if is_alb else _tls(view)
    return {"public_network": public, "tls_only": tls}


_OLD_CLASS = "kubernetes.io/ingress.class"
_SSL_REDIRECTS = (
    "nginx.ingress.kubernetes.io/ssl-redirect",
    "kubernetes.io/ingress.allow-http",
    "appgw.ingress.kubernetes.io/ssl-redirect",
)
_GOOGLE_CERTIFICATES = (
    "networking.gke.io/managed-certificates",
    "ingress.gcp.kubernetes.io/pre-shared-cert",
)


def _tls(view: ResourceView) -> PropertyValue:
    """Whether every name has TLS, and nothing says that it may be asked for without.

    Ingress NGINX sends clients to TLS where there is TLS, unless an annotation says "false".
    """
    nginx, allow, gateway = (annotation(view, name) for name in _SSL_REDIRECTS)
    if any(annotation(view, name) for name in _GOOGLE_CERTIFICATES):
        plain = text_flag("true" if allow in (None, "") else allow)
        return not plain if isinstance(plain, bool) else plain
    covered = _covered(view)
    if covered is not True:
        return covered
    redirects = [text_flag(nginx or "true"), text_flag(gateway or "true")]
    if False in redirects or text_flag(allow) is True:
        return False
    return True if all(one is True for one in redirects) else dict(UNKNOWN)


def _covered(view: ResourceView) -> PropertyValue:
    """Whether the hosts of all rules are among those that have a certificate."""
    spec = view.declared("spec")
    tls, rules = entries(read(spec, "tls")), entries(read(spec, "rules"))
    if not tls:
        return dict(UNKNOWN) if is_marker(spec) else False
    if any(is_hidden(one, dict) for one in (*tls, *rules)):
        return dict(UNKNOWN)
    # A certificate without hosts is for whatever is asked for.
    listed = [read(one, "hosts") for one in tls]
    if any(one in (None, []) for one in listed):
        return True
    hosts = [host for one in listed for host in entries(one)]
    asked = [read(one, "host") for one in rules]
    if read(spec, "defaultBackend") is not None or not rules:
        asked.append(None)
    if all(_serves(hosts, one) for one in asked):
        return True
    hidden = any(is_marker(one) for one in (*hosts, *asked))
    return dict(UNKNOWN) if hidden else False


def _serves(hosts: list[PropertyValue], asked: PropertyValue) -> bool:
    """Whether a host has a certificate: its own, or that of all names below its parent."""
    if not isinstance(asked, str):
        return False
    return asked in hosts or f"*.{asked.partition('.')[2]}" in hosts


def _alb_tls(view: ResourceView) -> PropertyValue:
    """Of an Application Load Balancer: it listens with TLS where it has a certificate."""
    if annotation(view, f"{_ALB}certificate-arn") is None:
        return False if _covered(view) is False else dict(UNKNOWN)
    ports, redirect = (annotation(view, f"{_ALB}{one}") for one in ("listen-ports", "ssl-redirect"))
    if ports is None or redirect not in (None, ""):
        return dict(UNKNOWN) if is_marker(redirect) else True
    listened = parsed(ports)
    if not isinstance(listened, list):
        return dict(UNKNOWN)
    return not any(isinstance(one, dict) and "HTTP" in one for one in listened)


def gateway(view: ResourceView) -> Properties:
    """A gateway (Gateway API): whether all it listens to is TLS. Beside it, HTTP may redirect."""
    protocols = [read(one, "protocol") for one in entries(view.declared("spec", "listeners"))]
    secure = [one in ("HTTPS", "TLS") for one in protocols]
    if not protocols or any(not isinstance(one, str) for one in protocols):
        return {"tls_only": dict(UNKNOWN)}
    if all(secure) or not any(secure):
        return {"tls_only": all(secure)}
    return {"tls_only": dict(UNKNOWN)}


def network_policy(view: ResourceView) -> Properties:
    """What a policy limits: incoming traffic unless it says otherwise; outgoing if it has rules.

    A direction with a rule for everybody on every port is not limited.
    """
    spec = view.declared("spec")
    types = read(spec, "policyTypes")
    if is_hidden(spec, dict) or is_hidden(types, list):
        return {"ingress_limited": dict(UNKNOWN), "egress_limited": dict(UNKNOWN)}
    if not types:
        types = ["Ingress", *(["Egress"] if read(spec, "egress") else [])]
    return {
        "ingress_limited": _limited(spec, types, "Ingress", "from"),
        "egress_limited": _limited(spec, types, "Egress", "to"),
    }


def _limited(
    spec: PropertyValue, types: PropertyValue, direction: str, peers: str
) -> PropertyValue:
    every = entries(types)
    if direction not in every:
        return dict(UNKNOWN) if any(is_marker(one) for one in every) else False
    rules = entries(read(spec, direction.lower()))
    opened = any_of([False, *(_is_open(rule, peers) for rule in rules)])
    return not opened if isinstance(opened, bool) else opened


def _is_open(rule: PropertyValue, peers: str) -> PropertyValue:
    """Whether a rule is for everybody and every port."""
    if is_hidden(rule, dict):
        return dict(UNKNOWN)
    ports, others = read(rule, "ports"), read(rule, peers)
    if is_marker(ports) or is_marker(others):
        return dict(UNKNOWN)
    if ports:
        return False
    if not others:
        return True
    return any_of([_is_anybody(one) for one in entries(others)])


def _is_anybody(peer: PropertyValue) -> PropertyValue:
    """Whether a peer is every address there is, however that is written."""
    if any(read(peer, name) is not None for name in _SELECTORS):
        return dict(UNKNOWN) if is_hidden(peer, dict) else False
    cidr, but = read(peer, "ipBlock", "cidr"), read(peer, "ipBlock", "except")
    try:
        network = ip_network(cidr, strict=False) if isinstance(cidr, str) else None
    except ValueError:
        network = None
    if network is None or is_marker(but):
        return dict(UNKNOWN)
    return network.prefixlen == 0 and not but


JOINERS: Mapping[str, Joiner] = {
    "kubernetes:core:Service": service,
    "kubernetes:networking.k8s.io:Ingress": ingress,
    "kubernetes:gateway.networking.k8s.io:Gateway": gateway,
    "kubernetes:networking.k8s.io:NetworkPolicy": network_policy,
}
"""Type -> what reads how it is reached, or what may reach others."""
