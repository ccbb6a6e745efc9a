# METADATA
# title: Roles are for somebody and for something
# description: >-
#   A role's trust policy names who may take the role: it does not let everybody, nor everybody with an account at a
#   shared identity provider, unless a condition with a fixed value says who or from where. No policy of the role, its own or attached, allows every action on
#   every resource, or all but some (NotAction). A policy that cannot be read is taken for neither. Permissions
#   boundaries are not weighed: they limit a role only as long as they are there.
# custom:
#   id: IDN-03
#   severity: critical
#   scope: resource
#   message: "{node} {problem}"
#   risk: >-
#     Who may be anybody will be somebody else one day; who may do everything can also read what every
#     other rule protects.
#   fix: Name the principals that take the role, and the actions and resources it needs.
#   controls:
#     - nist-800-53r5:AC-3
#     - nist-800-53r5:AC-6
#     - iso-27001-2022:8.2
#     - aws-control-tower:CT.IAM.PR.1
#   needs:
#     identity.role: [for_everybody, allows_everything]
#   params: []
#   effective_on: "2026-01-01"
package identity.role_limited

import data.lib.nodes

deny contains finding if {
	some role in nodes.of_kinds(["identity.role"])
	some property, problem in _problems
	value := nodes.prop(role, property)
	value != false
	finding := {"node": role.id, "vars": {"problem": sprintf(problem, [_degree(value)])}}
}

_problems := {
	"for_everybody": "%v be taken by everybody",
	"allows_everything": "%v do everything",
}

_degree(value) := "may" if {
	value == true
} else := "may, for all one can read,"
