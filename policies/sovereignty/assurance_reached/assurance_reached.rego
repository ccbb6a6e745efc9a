# METADATA
# title: Clouds reach the assurance level their data needs
# description: >-
#   The EU Cloud Sovereignty Framework sorts sovereignty into eight objectives and grades each from
#   SEAL-0 to SEAL-4. params.sovereignty.seal_minimum says which level each classification needs. For
#   every cloud whose regions hold such a label somebody has assessed the objective, at that level or
#   above, with evidence and on a day that has come. No program can check an assessment, so one that
#   is high enough holds on its evidence. A label without a known classification counts as the highest.
# custom:
#   id: SOV-02
#   severity: high
#   scope: graph
#   message: "{node} needs SEAL-{minimum} for {objective} ({title}) because it holds {data}: {problem}"
#   risk: >-
#     A provider that nobody measured may be ordered, bought, switched off or left without support
#     from outside, and the owner of the data learns it last.
#   fix: >-
#     Have the objective assessed and declare the level with its evidence under the cloud, or hold
#     the data in a cloud that reaches it.
#   controls:
#     - eu-sov:SOV-1
#     - eu-sov:SOV-2
#     - eu-sov:SOV-3
#     - eu-sov:SOV-4
#     - eu-sov:SOV-5
#     - eu-sov:SOV-6
#     - eu-sov:SOV-7
#     - eu-sov:SOV-8
#     - gdpr:28(1)
#     - nist-800-53r5:SA-9
#     - secnumcloud-3.2:19.6.a
#     - dora:28(4)
#   needs:
#     topology.cloud: [data, assurance]
#   params: [sovereignty.seal_minimum]
#   effective_on: "2026-01-01"
package sovereignty.assurance_reached

import data.lib.calendar
import data.lib.labels
import data.lib.nodes

deny contains finding if {
	some cloud in nodes.of_kinds(["topology.cloud"])
	some objective, minimum in _minimums(cloud)
	finding := {
		"node": cloud.id,
		"vars": {
			"objective": objective,
			"title": _title(objective),
			"minimum": minimum,
			"data": _demanding(cloud, objective, minimum),
			"problem": _problem(cloud, objective, minimum),
		},
	}
}

qualified contains note if {
	some cloud in nodes.of_kinds(["topology.cloud"])
	some objective, minimum in _minimums(cloud)
	not _problem(cloud, objective, minimum)
	found := _assessment(cloud, objective)
	words := [objective, _title(objective), found.level, found.evidence, found.assessed]
	note := {
		"node": cloud.id,
		"outcome": "conditional",
		"because": sprintf("%v (%v) is at SEAL-%v on the evidence of %v, assessed %v", words),
	}
}

# The level each objective needs, for the most demanding label; one that needs none is left out.
_minimums(cloud) := {objective: minimum |
	some label in _held(cloud)
	some objective, _ in _levels(label)
	minimum := max([level | some other in _held(cloud); level := _levels(other)[objective]])
	minimum > 0
}

_levels(label) := object.get(data.params.sovereignty.seal_minimum, labels.classification(label), {})

_held(cloud) := labels.held(nodes.prop(cloud, "data"))

_demanding(cloud, objective, minimum) := labels.names([label |
	some label in _held(cloud)
	_levels(label)[objective] == minimum
])

_title(objective) := object.get(data.facts, ["sovereignty", "objectives", objective, "title"], "an objective without a title")

_assessment(cloud, objective) := {
	"level": nodes.part(cloud, ["assurance", objective, "level"]),
	"evidence": nodes.part(cloud, ["assurance", objective, "evidence"]),
	"assessed": nodes.part(cloud, ["assurance", objective, "assessed"]),
}

_problem(cloud, objective, minimum) := _lack(_assessment(cloud, objective), minimum)

_lack(found, minimum) := "nobody assessed it" if {
	level := found.level
	not is_number(level)
} else := sprintf("it was assessed at SEAL-%v", [found.level]) if {
	found.level < minimum
} else := "the assessment names no evidence" if {
	evidence := found.evidence
	not nodes.has_text(evidence)
} else := "the day of the assessment cannot be read or has not come" if {
	assessed := found.assessed
	not _has_come(assessed)
}

_has_come(day) if calendar.age(day) >= 0
