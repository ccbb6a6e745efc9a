# METADATA
# title: Frameworks that contradict each other are reconciled by a pack
# description: >-
#   Some frameworks demand what others forbid: copies in a second region, say. Where rules in force
#   serve both sides, a pack in force says under `resolves` how they are obeyed together. Without
#   that, holding one rule only breaks another, and nobody decided which.
# custom:
#   id: OPS-04
#   severity: low
#   scope: graph
#   message: "{node}: {demanded_by} demand what {forbidden_by} forbid, and no pack says how both are obeyed; one way is: {resolution}"
#   risk: >-
#     Whoever mends one finding causes the other, and an auditor of either framework finds the
#     exception undocumented.
#   fix: Decide, and write it below `resolves` of a pack of your own, under the subject.
#   controls:
#     - nist-800-53r5:PL-11
#     - iso-27001-2022:5.31
#   needs:
#     policy.conflict: [resolved_by]
#   effective_on: "2026-01-01"
package operations.conflicts_resolved

import data.lib.nodes

deny contains finding if {
	some conflict in nodes.of_kinds(["policy.conflict"])
	count(_texts(nodes.prop(conflict, "resolved_by"))) == 0
	finding := {
		"node": conflict.id,
		"vars": {
			"demanded_by": concat(", ", _texts(nodes.prop(conflict, "demanded_by"))),
			"forbidden_by": concat(", ", _texts(nodes.prop(conflict, "forbidden_by"))),
			"resolution": nodes.shown(nodes.prop(conflict, "resolution")),
		},
	}
}

_texts(value) := [text |
	some text in nodes.entries(value)
	nodes.has_text(text)
]
