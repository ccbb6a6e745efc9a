# METADATA
# title: Waivers are in force, end soon and name what they are for
# description: >-
#   A waiver accepts a deviation for a time: its last day has not gone by, is no further away than
#   params.operations.waiver_max_days, and neither its pattern nor the patterns of all waivers of its
#   rule together cover every resource of the stack. A waiver
#   whose last day or pattern cannot be read is none. One that has ended waives nothing.
# custom:
#   id: OPS-02
#   severity: medium
#   scope: graph
#   message: "{node} is for {resource}: {problem}"
#   risk: >-
#     Waivers that nobody renews or that end in years become the rule, and the register of exceptions
#     says nothing any more.
#   fix: Repair what it excuses and delete it, or have its owner decide again and set a nearer end.
#   controls:
#     - nist-800-53r5:CA-5
#     - nist-800-53r5:RA-7
#     - iso-27001-2022:5.36
#     - gdpr:24(1)
#   needs:
#     policy.waiver: [resource, expires, covers_stack]
#   params: [operations.waiver_max_days]
#   effective_on: "2026-01-01"
package operations.waivers_hold

import data.lib.calendar
import data.lib.nodes

deny contains finding if {
	some waiver in nodes.of_kinds(["policy.waiver"])
	some problem in _problems(waiver)
	resource := nodes.shown(nodes.prop(waiver, "resource"))
	finding := {"node": waiver.id, "vars": {"resource": resource, "problem": problem}}
}

_problems(waiver) := union({
	_of_time(nodes.prop(waiver, "expires")),
	_of_reach(nodes.prop(waiver, "resource")),
	_of_all(nodes.prop(waiver, "covers_stack")),
})

_of_time(expires) := {"its last day cannot be read"} if {
	not calendar.age(expires)
} else := {sprintf("it ended on %v", [expires])} if {
	not calendar.not_past(expires)
} else := {sprintf("it ends on %v, further away than %v days", words)} if {
	words := [expires, data.params.operations.waiver_max_days]
	0 - calendar.age(expires) > data.params.operations.waiver_max_days
} else := set()

_of_reach(resource) := {"what it covers cannot be read"} if {
	not nodes.has_text(resource)
} else := {"it covers every resource there is"} if {
	some node in _anything
	regex.match(_expression(resource), node)
} else := set()

_of_all(false) := set()

_of_all(covers) := {"alone or with others of its rule it covers every resource of the stack"} if {
	covers != false
}

# Nodes that no estate has: a pattern that covers one of them says nothing about which it is for.
_anything := {
	"urn:pulumi:\u0000::\u0000::\u0000:\u0000/\u0000:\u0000::\u0000",
	"urn:pulumi:\u0000::\u0000::\u0000$\u0000:\u0000$\u0000:\u0000/\u0000:\u0000::\u0000",
	"urn:pulumi:\u0000::\u0000::\u0000::\u0000#\u0000",
	"estate:\u0000",
	"estate:\u0000/\u0000",
	"policy:\u0000",
	"policy:\u0000/\u0000",
}

# In a pattern "*" stands for any text and "?" for one character; all else stands for itself.
_expression(pattern) := expression if {
	plain := regex.replace(pattern, `[\\.+()|^$\[\]{}]`, `\$0`)
	expression := sprintf("(?s)^%s$", [replace(replace(plain, "*", ".*"), "?", ".")])
}
