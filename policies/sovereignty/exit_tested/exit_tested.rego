# METADATA
# title: Clouds can be left by a tested plan
# description: >-
#   Every cloud whose regions hold a label classified params.sovereignty.exit_from or higher has a plan for
#   leaving it that names its evidence and was tried no longer ago than
#   params.sovereignty.exit_max_age_days. No program can check a plan, so one that was tried in time
#   holds on its evidence. A label without a known classification counts as the highest.
# custom:
#   id: SOV-05
#   severity: medium
#   scope: graph
#   message: "{node} holds {data}, and {problem}"
#   risk: >-
#     When prices, law or the provider change, the data stays where it is because nobody knows how
#     to take it away.
#   fix: >-
#     Write down how data, models and devices move to another place, try it, and declare evidence and day
#     under the cloud's exit.
#   controls:
#     - data-act-2023-2854:25
#     - dora:28(8)
#     - secnumcloud-3.2:19.1.h
#     - eu-sov:SOV-6
#     - iso-27001-2022:5.23
#     - bsi-c5-2020:PI-02
#     - nist-800-53r5:CP-2
#   needs:
#     topology.cloud: [data, exit]
#   params: [sovereignty.exit_from, sovereignty.exit_max_age_days]
#   effective_on: "2026-01-01"
package sovereignty.exit_tested

import data.lib.calendar
import data.lib.labels
import data.lib.nodes

deny contains finding if {
	some cloud in nodes.of_kinds(["topology.cloud"])
	held := _sensitive(cloud)
	count(held) > 0
	finding := {"node": cloud.id, "vars": {"data": labels.names(held), "problem": _problem(cloud)}}
}

qualified contains note if {
	some cloud in nodes.of_kinds(["topology.cloud"])
	count(_sensitive(cloud)) > 0
	not _problem(cloud)
	words := [nodes.part(cloud, ["exit", "evidence"]), nodes.part(cloud, ["exit", "tested"])]
	because := sprintf("it can be left as %v says, tried on %v", words)
	note := {"node": cloud.id, "outcome": "conditional", "because": because}
}

_sensitive(cloud) := [label |
	some label in labels.held(nodes.prop(cloud, "data"))
	labels.at_least(label, data.params.sovereignty.exit_from)
]

_problem(cloud) := "no plan for leaving it is named" if {
	evidence := nodes.part(cloud, ["exit", "evidence"])
	not nodes.has_text(evidence)
} else := "its plan for leaving was never tried" if {
	tested := nodes.part(cloud, ["exit", "tested"])
	not _has_come(tested)
} else := sprintf("its plan for leaving was last tried on %v, longer than %v days ago", words) if {
	tested := nodes.part(cloud, ["exit", "tested"])
	words := [tested, data.params.sovereignty.exit_max_age_days]
	calendar.age(tested) > data.params.sovereignty.exit_max_age_days
}

_has_come(day) if calendar.age(day) >= 0
