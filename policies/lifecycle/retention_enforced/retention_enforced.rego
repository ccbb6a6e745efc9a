# METADATA
# title: Storage deletes data within its retention
# description: >-
#   A bucket or account that holds labels with a retention deletes everything within the shortest of
#   them: what earlier versions, soft delete and locks keep counts until it is gone too (but for the one
#   day that is the least S3 keeps a version). Never deleting, which is what not set means, does not pass.
#   Labels whose owner set no retention may stay; a label that is not described does not pass, because its
#   retention is not known.
# custom:
#   id: LCY-01
#   severity: medium
#   scope: resource
#   message: "{node} {deletion}; {data} may be kept for {limit}"
#   risk: >-
#     Data kept past its purpose is unlawful to hold, and it is what a breach finds.
#   fix: Add a lifecycle rule over the whole store that deletes within the shortest retention.
#   controls:
#     - gdpr:5(1)(e)
#     - iso-27001-2022:8.10
#     - cra-annex-1:I(2)(m)
#   needs:
#     "*": [data, retention_days]
#     "* without retention_days": [data, unread]
#   params: []
#   effective_on: "2026-01-01"
package lifecycle.retention_enforced

import data.lib.labels
import data.lib.nodes

deny contains finding if {
	some store in _stores
	held := labels.held(nodes.prop(store, "data"))
	shortest := min([label.retention_days | some label in held; is_number(label.retention_days)])
	not _within(store, shortest)
	strict := [label | some label in held; label.retention_days == shortest]
	finding := _finding(store, strict, sprintf("%v days", [shortest]))
}

deny contains finding if {
	some store in _stores
	some label in labels.held(nodes.prop(store, "data"))
	not label.described
	finding := _finding(store, [label], "a time that is not known")
}

qualified contains note if {
	some node in nodes.having(["data", "unread"])
	nodes.is_unread(node, "retention")
	limited := [label |
		some label in labels.held(nodes.prop(node, "data"))
		_is_limited(label)
	]
	count(limited) > 0
	need := sprintf("%s may only be kept for a time", [labels.names(limited)])
	note := nodes.unread_note(node, "the retention", need)
}

_is_limited(label) if is_number(label.retention_days)

_is_limited(label) if not label.described

_stores := nodes.having(["data", "retention_days"])

_within(store, limit) if {
	days := nodes.prop(store, "retention_days")
	_is_deletion(days)
	days <= limit
}

_finding(store, held, limit) := {
	"node": store.id,
	"vars": {
		"deletion": _deletion(nodes.prop(store, "retention_days")),
		"data": labels.names(held),
		"limit": limit,
	},
}

_deletion(days) := sprintf("deletes after %v days", [days]) if {
	_is_deletion(days)
} else := "never deletes" if {
	days == null
} else := "deletes after a time that cannot be read"

# Below 0 is what some interfaces write for never.
_is_deletion(days) if {
	is_number(days)
	days >= 0
}
