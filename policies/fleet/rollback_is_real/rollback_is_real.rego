# METADATA
# title: Edge deployments ask for a rollback only of devices that do it
# description: >-
#   Only the classic Greengrass nucleus returns to the release before when a deployment fails. Nucleus
#   lite takes the request and never does it; IoT Edge has no such thing. A Greengrass deployment rolls
#   back unless it says otherwise, so not set counts as asked, and a deployment that asks must say which
#   runtime it is for.
# custom:
#   id: FLT-01
#   severity: high
#   scope: resource
#   message: "{node} asks {fleet} to roll back on failure: {problem}"
#   risk: >-
#     A bad release stays on every device that got it, while the plan says that they return by
#     themselves.
#   fix: Use the classic nucleus, or turn the rollback off and plan to deploy the release before again.
#   controls:
#     - nist-800-53r5:CP-10
#     - nist-800-53r5:SI-17
#   needs:
#     edge.deployment: [runtime, rollback_on_failure]
#   params: []
#   effective_on: "2026-01-01"
package fleet.rollback_is_real

import data.lib.nodes

deny contains finding if {
	some deployment in nodes.of_kinds(["edge.deployment"])
	runtime := nodes.prop(deployment, "runtime")
	runtime != "greengrass"
	_asks(runtime, nodes.prop(deployment, "rollback_on_failure"))
	finding := {
		"node": deployment.id,
		"vars": {
			"fleet": nodes.shown(nodes.prop(deployment, "fleet")),
			"problem": _problem(runtime),
		},
	}
}

# What is hidden may ask.
_asks(_, rollback) if not rollback in {false, null}

# Rolling back is Greengrass's default; a runtime that is not known may be that.
_asks(runtime, null) if not runtime in {"iot-edge", "k3s"}

_problem(runtime) := sprintf("%v never does", [runtime]) if is_string(runtime)

_problem(runtime) := "its runtime is not known" if not is_string(runtime)
