# METADATA
# title: Facts that verdicts rest on were looked at in time
# description: >-
#   Every fact about the outside world (where a region is, what a regime finds adequate, how long a
#   runtime is supported) has a source and the day it was last known to hold. On the day of the verdict
#   none is older than its table says. A fact without a readable day is stale.
# custom:
#   id: OPS-03
#   severity: medium
#   scope: graph
#   message: "{node}: last known to hold on {as_of}; such facts are looked at again after {max_age} days"
#   risk: >-
#     A decision of adequacy that was struck down still lets data pass, and everything that rests on
#     it looks lawful.
#   fix: Update edgewright, or look the source up again and have the facts file corrected.
#   controls:
#     - gdpr:24(1)
#     - iso-27001-2022:5.31
#     - nist-800-53r5:CA-7
#     - nist-800-53r5:RA-3
#   needs:
#     policy.fact: [as_of, max_age_days]
#   effective_on: "2026-01-01"
package operations.facts_are_fresh

import data.lib.calendar
import data.lib.nodes

deny contains finding if {
	some fact in nodes.of_kinds(["policy.fact"])
	as_of := nodes.prop(fact, "as_of")
	max_age := nodes.prop(fact, "max_age_days")
	not _is_fresh(as_of, max_age)
	finding := {"node": fact.id, "vars": {"as_of": nodes.shown(as_of), "max_age": nodes.shown(max_age)}}
}

_is_fresh(as_of, max_age) if {
	is_number(max_age)
	calendar.age(as_of) <= max_age
}
