# METADATA
# title: Names, tags and descriptions hold no personal data
# description: >-
#   Names, tag values and descriptions go to control planes that are global, to bills and to logs,
#   whatever region the resource is in, and no key encrypts them. None of them may match a pattern
#   of params.residency.personal_data_patterns. The text itself is not repeated in the finding. A
#   text that cannot be read, and a pattern that is no regular expression, leave it undetermined.
# custom:
#   id: RES-17
#   severity: medium
#   scope: resource
#   message: "{node} has {pattern} in {where}"
#   risk: >-
#     What is in a name is copied to places that nobody lists and cannot be erased without making the
#     resource anew.
#   fix: Name people by a reference that only your own register resolves, or name the team.
#   controls:
#     - gdpr:5(1)(c)
#     - gdpr:44
#     - nist-800-53r5:SI-12(1)
#     - nist-800-53r5:CM-12
#     - iso-27001-2022:8.12
#     - secnumcloud-3.2:19.2.d
#   needs:
#     resource.free_text: [texts]
#   params: [residency.personal_data_patterns]
#   effective_on: "2026-01-01"
package residency.free_text_without_personal_data

import data.lib.nodes

deny contains finding if {
	some [resource, entry] in _entries
	some kind in _patterns
	regex.is_valid(kind.pattern)
	is_string(entry.text)
	regex.match(kind.pattern, entry.text)
	finding := {
		"node": resource.id,
		"vars": {"pattern": kind.name, "where": _where(entry)},
	}
}

qualified contains note if {
	count(_patterns) > 0
	some [resource, entry] in _entries
	not _can_be_read(entry)
	note := _doubt(resource, sprintf("what %s says cannot be read", [_where(entry)]))
}

qualified contains note if {
	some [resource, _] in _entries
	some kind in _patterns
	pattern := kind.pattern
	not regex.is_valid(pattern)
	note := _doubt(resource, sprintf("the pattern for %s is no regular expression", [kind.name]))
}

_patterns := data.params.residency.personal_data_patterns

_entries contains [resource, entry] if {
	some resource in nodes.of_kinds(["resource.free_text"])
	some entry in nodes.entries(nodes.prop(resource, "texts"))
}

_can_be_read(entry) if is_string(entry.text)

_where(entry) := entry.where if {
	is_string(entry.where)
} else := "a name, a tag or a description"

_doubt(resource, because) := {"node": resource.id, "outcome": "undetermined", "because": because}
