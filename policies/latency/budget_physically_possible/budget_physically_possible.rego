# METADATA
# title: Workloads run where light can answer within their budget
# description: >-
#   The lower bound of a round trip is twice the distance at two thirds of the speed of light: no
#   network beats it, so a budget below it is proved impossible. A bound within the budget proves
#   nothing more than that. A workload with a budget but no bound fails: it was not judged.
# custom:
#   id: LAT-01
#   severity: high
#   scope: graph
#   message: "{node}: {workload} at {target} has {budget_ms} ms, and the way there and back takes {rtt_lower_bound_ms} ms at least"
#   risk: >-
#     The answer always comes too late, and no tuning or faster line will change that.
#   fix: Run the workload nearer to where the event happens, or raise its budget.
#   controls:
#     - 3gpp-ts-22.104:5.2
#   needs:
#     topology.placement: [budget_ms, rtt_lower_bound_ms]
#   params: []
#   effective_on: "2026-01-01"
package latency.budget_physically_possible

import data.lib.nodes

deny contains finding if {
	some placement in nodes.of_kinds(["topology.placement"])
	budget := nodes.prop(placement, "budget_ms")
	budget != null
	bound := nodes.prop(placement, "rtt_lower_bound_ms")
	not _possible(budget, bound)
	finding := {
		"node": placement.id,
		"vars": {
			"workload": nodes.shown(nodes.prop(placement, "workload")),
			"target": nodes.shown(nodes.prop(placement, "target")),
			"budget_ms": _rounded(budget),
			"rtt_lower_bound_ms": _rounded(bound),
		},
	}
}

_possible(budget, bound) if {
	is_number(budget)
	is_number(bound)
	bound <= budget
}

_rounded(value) := round(value * 10) / 10 if is_number(value)

_rounded(value) := nodes.shown(value) if not is_number(value)
