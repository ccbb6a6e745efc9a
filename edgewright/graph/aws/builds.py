"""What builds and delivers programs: CodeBuild, CodePipeline, Elastic Beanstalk.

AWS CodeBuild API Reference, CreateProject; AWS CodePipeline API Reference, ArtifactStore; AWS
Elastic Beanstalk Developer Guide, "General options for all environments".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from edgewright.graph.aws.keys import encryption
from edgewright.graph.flow_model import DerivedFlow
from edgewright.graph.model import ABSENT, UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.provider import FlowRule
from edgewright.graph.resource.encryption import UNENCRYPTED, unknown_encryption
from edgewright.graph.resource.reading import entries, is_unreadable, read
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.source import SourceResource, as_target
from edgewright.graph.resource.view import ResourceView

PROJECT = "aws:codebuild/project:Project"
PIPELINE = "aws:codepipeline/pipeline:Pipeline"
ENVIRONMENT = "aws:elasticbeanstalk/environment:Environment"


def project(view: ResourceView) -> Properties:
    """A build project: what it writes can be left plain one by one, and its logs switched off."""
    written = [view.declared("artifacts"), *entries(view.declared("secondaryArtifacts"))]
    written.append(view.declared("logsConfig", "s3Logs"))
    plain = [read(one, "encryptionDisabled") for one in written]
    if True in plain:
        kept: Properties = dict(UNENCRYPTED)
    elif any(is_unreadable(one, bool) for one in plain):
        kept = unknown_encryption()
    else:
        kept = encryption(view, "encryptionKey", view.declared("encryptionKey"))
    return {**kept, "logs": _is_logged(view)}


def _is_logged(view: ResourceView) -> PropertyValue:
    """Logs go to CloudWatch unless that is switched off, and to S3 where that is switched on."""
    near = view.declared("logsConfig", "cloudwatchLogs", "status") or "ENABLED"
    bucket = view.declared("logsConfig", "s3Logs", "status") or "DISABLED"
    known = [one.upper() if isinstance(one, str) else None for one in (near, bucket)]
    if "ENABLED" in known:
        return True
    return dict(UNKNOWN) if None in known else False


def pipeline(view: ResourceView) -> Properties:
    """A pipeline: the key of its artifacts, of the store with the weakest."""
    found = [_of_store(view, one) for one in entries(view.declared("artifactStores"))]
    for wanted in (None, "provider"):
        weak = [one for one in found if _word(one) == wanted]
        if weak:
            return weak[0]
    alike = bool(found) and all(one == found[0] for one in found)
    return found[0] if alike else unknown_encryption()


def _of_store(view: ResourceView, store: PropertyValue) -> Properties:
    inside = read(store, "artifactStore")
    held = store if inside is None or is_marker(store) else inside
    address = read(held, "encryptionKey", "id")
    return encryption(view, "artifactStores", address)


def _word(found: Properties) -> PropertyValue:
    return None if is_marker(found["encryption"]) else found["encryption"]


def artifact_stores(source: SourceResource) -> Iterator[DerivedFlow]:
    """Artifacts are copied to the store of every region that a pipeline has actions in."""
    for one in source.each("artifactStores"):
        inside = read(one, "artifactStore")
        held = one if inside is None or is_marker(one) else inside
        region, bucket = read(one, "region"), read(held, "location")
        if region is not None:  # the only store is in the pipeline's own region
            yield DerivedFlow("replica", source.region(region), as_target(bucket))


def environment(view: ResourceView) -> Properties:
    """An environment of Elastic Beanstalk: whether its balancer, or its one machine, is public."""
    tier = view.declared("tier")
    name = read(tier, "name") if isinstance(tier, dict) and not is_marker(tier) else tier
    if name == "Worker":
        return {"public_network": ABSENT}
    given = view.declared("settings")
    scheme = _setting(given, "aws:ec2:vpc", "ELBScheme")
    kind = _setting(given, "aws:elasticbeanstalk:environment", "EnvironmentType")
    hidden = is_marker(name) or is_marker(given) or view.declared("templateName") is not None
    if scheme == "internal" and kind in (None, "LoadBalanced") and not hidden:
        return {"public_network": False}
    if hidden or is_marker(scheme) or is_marker(kind) or scheme == "internal":
        return {"public_network": True if kind == "SingleInstance" else dict(UNKNOWN)}
    return {"public_network": True}


def _setting(settings: PropertyValue, namespace: str, name: str) -> PropertyValue:
    """The value of an option; the marker where one cannot be read that may be it."""
    for one in entries(settings):
        called = read(one, "name") or read(one, "optionName")
        if is_marker(one) or is_marker(called) or is_marker(read(one, "namespace")):
            return dict(UNKNOWN)
        if read(one, "namespace") == namespace and called == name:
            return read(one, "value")
    return None


JOINERS: Mapping[str, Joiner] = {PROJECT: project, PIPELINE: pipeline, ENVIRONMENT: environment}
"""Types of builds and deliveries -> what reads what takes more than a path."""
FLOWS: Mapping[str, FlowRule] = {PIPELINE: artifact_stores}
"""Pipelines -> the regions their artifacts are copied to."""
