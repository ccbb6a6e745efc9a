"""A release to a Greengrass fleet: a component version per workload, a deployment per ring.

From aws-native: the `aws` package has no Greengrass v2 (decision record 0001).
"""

from __future__ import annotations

from typing import Any

import pulumi
from pulumi_aws_native import greengrassv2 as gg

from edgewright.base.vocabulary import Runtime
from edgewright.components.aws.recipe import recipe
from edgewright.components.contract import EdgeReleaseArgs, EdgeReleaseOutputs
from edgewright.components.intent import intent, tags
from edgewright.components.naming import bounded
from edgewright.components.release import models_in, pace
from edgewright.topology.rings import RingShare

NUCLEI = {
    Runtime.GREENGRASS: ("aws.greengrass.Nucleus", "2.18.0"),
    Runtime.GREENGRASS_LITE: ("aws.greengrass.NucleusLite", "2.6.0"),
}
"""Runtime -> its component and the version a deployment pins (read in the projects' sources,
November 2026). Unpinned, it floats to the newest patch and restarts devices when one joins."""
COMPONENT_LIMIT = 128
DEPLOYMENT_LIMIT = 256
INCREMENT_FACTOR = 2.0
"""Within what both Greengrass (1 to 5) and IoT Jobs (1.1 to 5) take."""
NOTIFY_S = 60
VALIDATE_S = 60


class EdgeRelease(pulumi.ComponentResource):
    """All of a fleet's workloads, deployed ring after ring.

    A ring's deployment is declared after the ring before it, but AWS reports it as done when it is
    accepted, not when devices have it: waiting for a ring to soak is not Pulumi's to do.
    """

    def __init__(
        self, name: str, args: EdgeReleaseArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        wanted = intent(
            args.home,
            args.data,
            carrier=models_in(args.modules),
            fleet=args.fleet,
            runtime=args.runtime,
        )
        super().__init__("edgewright:aws:EdgeRelease", name, wanted, opts)
        versions = self._component_versions(name, args)
        before: list[pulumi.Resource] = list(versions.values())
        deployments: dict[str, pulumi.Output[str]] = {}
        for ring in args.rings:
            opts_of_ring = pulumi.ResourceOptions(parent=self, depends_on=before)
            made = EdgeRing(f"{name}-{ring.name}", ring, args, pinned(args), opts_of_ring)
            deployments[ring.name], before = made.deployment.deployment_id, [made.deployment]
        self.outputs = EdgeReleaseOutputs(deployments)
        self.register_outputs({"deployments": deployments})

    def _component_versions(
        self, name: str, args: EdgeReleaseArgs
    ) -> dict[str, gg.ComponentVersion]:
        return {
            module.name: gg.ComponentVersion(
                f"{name}-{module.name}",
                inline_recipe=recipe(
                    component_name(args, module.name), module, args.arch, args.runtime
                )[0],
                tags=tags(args.home),
                opts=pulumi.ResourceOptions(parent=self),
            )
            for module in args.modules
        }


class EdgeRing(pulumi.ComponentResource):
    """One ring of a release: its intent says how many devices it reaches, its child deploys."""

    def __init__(
        self,
        name: str,
        ring: RingShare,
        args: EdgeReleaseArgs,
        components: dict[str, str],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("edgewright:aws:EdgeRing", name, _ring_intent(ring, args), opts)
        self.deployment = gg.Deployment(
            f"{name}-deployment",
            deployment_name=bounded(
                f"{args.home.estate}-{args.fleet}-{ring.name}", DEPLOYMENT_LIMIT
            ),
            target_arn=args.edge.targets[ring.name],
            components={
                component: gg.DeploymentComponentDeploymentSpecificationArgs(
                    component_version=version
                )
                for component, version in components.items()
            },
            deployment_policies=_policies(args),
            iot_job_configuration=_job(ring, args),
            tags={**tags(args.home), "edgewright:ring": ring.name},
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.register_outputs({"deployment": self.deployment.deployment_id})


def component_name(args: EdgeReleaseArgs, module: str) -> str:
    """The Greengrass component of a workload on a fleet: architectures differ between fleets."""
    return bounded(f"{args.home.estate}.{args.fleet}.{module}", COMPONENT_LIMIT)


def pinned(args: EdgeReleaseArgs) -> dict[str, str]:
    """Component -> exact version, the nucleus first."""
    nucleus, version = NUCLEI[args.runtime]
    versions = {nucleus: version}
    for module in args.modules:
        name = component_name(args, module.name)
        versions[name] = recipe(name, module, args.arch, args.runtime)[1]
    return versions


def rolls_back(args: EdgeReleaseArgs) -> bool:
    """Whether devices really return to the release before: nucleus lite never does."""
    return args.rollback and args.runtime != Runtime.GREENGRASS_LITE


def _ring_intent(ring: RingShare, args: EdgeReleaseArgs) -> dict[str, Any]:
    percent, sample = args.stop_failed_percent, pace(ring.devices, args.offline_s).sample
    return intent(
        args.home,
        args.data,
        carrier=models_in(args.modules),
        fleet=args.fleet,
        runtime=args.runtime,
        runtime_version=NUCLEI[args.runtime][1],
        ring=ring.name,
        devices=ring.devices,
        rollback_on_failure=rolls_back(args),
        abort=[] if percent is None else [{"failed_percent": percent, "min_devices": sample}],
    )


def _policies(args: EdgeReleaseArgs) -> gg.DeploymentPoliciesArgs:
    return gg.DeploymentPoliciesArgs(
        failure_handling_policy="ROLLBACK" if rolls_back(args) else "DO_NOTHING",
        component_update_policy=gg.DeploymentComponentUpdatePolicyArgs(
            action="NOTIFY_COMPONENTS", timeout_in_seconds=NOTIFY_S
        ),
        configuration_validation_policy=gg.DeploymentConfigurationValidationPolicyArgs(
            timeout_in_seconds=VALIDATE_S
        ),
    )


def _job(ring: RingShare, args: EdgeReleaseArgs) -> gg.DeploymentIoTJobConfigurationArgs:
    """Rate, stop criterion and timeout.

    CloudFormation's schema takes exactly one criterion for raising the rate, though Greengrass's
    own API and examples have two.
    """
    speed, percent = pace(ring.devices, args.offline_s), args.stop_failed_percent
    criteria = gg.DeploymentIoTJobRateIncreaseCriteriaArgs(
        number_of_succeeded_things=speed.raise_after
    )
    rate = gg.DeploymentIoTJobExponentialRolloutRateArgs(
        base_rate_per_minute=speed.base_per_minute,
        increment_factor=INCREMENT_FACTOR,
        rate_increase_criteria=criteria,
    )
    return gg.DeploymentIoTJobConfigurationArgs(
        job_executions_rollout_config=gg.DeploymentIoTJobExecutionsRolloutConfigArgs(
            exponential_rate=rate, maximum_per_minute=speed.max_per_minute
        ),
        abort_config=None if percent is None else _abort(percent, speed.sample),
        timeout_config=gg.DeploymentIoTJobTimeoutConfigArgs(
            in_progress_timeout_in_minutes=speed.timeout_minutes
        ),
    )


def _abort(percent: float, sample: int) -> gg.DeploymentIoTJobAbortConfigArgs:
    """Any kind of failure counts: failed, rejected, timed out."""
    criterion = gg.DeploymentIoTJobAbortCriteriaArgs(
        action="CANCEL",
        failure_type="ALL",
        min_number_of_executed_things=sample,
        threshold_percentage=round(percent, 2),
    )
    return gg.DeploymentIoTJobAbortConfigArgs(criteria_list=[criterion])
