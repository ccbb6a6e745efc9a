# METADATA
# title: Regions are run by operators whose parent may hold their data
# description: >-
#   A region's operator answers to the law of its ultimate parent's country as well as to that of the
#   region. For each label held in a region, that country must be among those that
#   params.sovereignty.operator_parents lists for the label's classification. A label without a known
#   classification counts as the highest; a parent that is not known is not allowed.
# custom:
#   id: SOV-01
#   severity: high
#   scope: graph
#   message: "{node} is run by {operator} (parent in {parent}) and holds {data}, which is {classification}: only parents in {allowed} may"
#   risk: >-
#     A foreign authority can order the parent to hand over data that never left the country, and the
#     parent may be forbidden to say so.
#   fix: Hold the data in a region of an allowed operator, or lower what reaches this one.
#   controls:
#     - gdpr:48
#     - data-act-2023-2854:32
#     - nist-800-53r5:SA-9(8)
#     - secnumcloud-3.2:19.6.a
#     - bsi-c5-2020:INQ-01
#     - eu-sov:SOV-2
#   needs:
#     topology.operator: [operator_parent, data]
#   params: [sovereignty.operator_parents]
#   effective_on: "2026-01-01"
package sovereignty.operator_parent_allowed

import data.lib.labels
import data.lib.law
import data.lib.nodes

deny contains finding if {
	some region in nodes.of_kinds(["topology.operator"])
	some label in labels.held(nodes.prop(region, "data"))
	classification := labels.classification(label)
	parent := nodes.prop(region, "operator_parent")
	not law.has_country(_parents(classification), parent)
	finding := {
		"node": region.id,
		"vars": {
			"operator": nodes.shown(nodes.prop(region, "operator")),
			"parent": nodes.shown(parent),
			"data": label.id,
			"classification": classification,
			"allowed": concat(", ", _parents(classification)),
		},
	}
}

_parents(classification) := object.get(data.params.sovereignty.operator_parents, classification, [])
