# METADATA
# title: Greengrass deployments stop by themselves when devices fail
# description: >-
#   A Greengrass deployment has at least one abort criterion, and each can be reached: its minimum of
#   finished devices is no more than there are, and its share of failures is above 0 and at most 100
#   percent. Where the number of devices is not known, one is counted on. IoT Edge and K3s have no abort
#   and are not judged; a runtime that is not known is.
# custom:
#   id: FLT-02
#   severity: high
#   scope: resource
#   message: "{node} ({devices} devices of {fleet}): {problem}"
#   risk: >-
#     A release that breaks devices goes on until it has broken all of them.
#   fix: Give the deployment an abort criterion whose minimum is within the ring's number of devices.
#   controls:
#     - nist-800-53r5:CM-3(2)
#     - nist-800-53r5:SI-17
#   needs:
#     edge.deployment: [runtime, devices, abort]
#   params: []
#   effective_on: "2026-01-01"
package fleet.abort_can_fire

import data.lib.nodes

deny contains _finding(deployment, "it has no abort criterion") if {
	some deployment in _judged
	count(_criteria(deployment)) == 0
}

deny contains _finding(deployment, problem) if {
	some deployment in _judged
	some criterion in _criteria(deployment)
	not _enough_devices(criterion, deployment)
	problem := sprintf("an abort waits for %v devices", [_shown(criterion, "min_devices")])
}

deny contains _finding(deployment, problem) if {
	some deployment in _judged
	some criterion in _criteria(deployment)
	not _possible_share(criterion)
	problem := sprintf("an abort waits for %v percent of failures", [_shown(criterion, "failed_percent")])
}

_judged := [deployment |
	some deployment in nodes.of_kinds(["edge.deployment"])
	not nodes.prop(deployment, "runtime") in {"iot-edge", "k3s"}
]

_criteria(deployment) := nodes.entries(nodes.prop(deployment, "abort"))

_enough_devices(criterion, deployment) if {
	is_number(criterion.min_devices)
	criterion.min_devices <= _devices(deployment)
}

_devices(deployment) := devices if {
	devices := nodes.prop(deployment, "devices")
	is_number(devices)
} else := 1

_possible_share(criterion) if {
	is_number(criterion.failed_percent)
	criterion.failed_percent > 0
	criterion.failed_percent <= 100
}

_shown(criterion, name) := criterion[name] if {
	is_number(criterion[name])
} else := "an unknown number of"

_finding(deployment, problem) := {
	"node": deployment.id,
	"vars": {
		"devices": nodes.shown(nodes.prop(deployment, "devices")),
		"fleet": nodes.shown(nodes.prop(deployment, "fleet")),
		"problem": problem,
	},
}
