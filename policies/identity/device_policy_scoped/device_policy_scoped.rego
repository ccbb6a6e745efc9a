# METADATA
# title: Device policies let a device act only as itself
# description: >-
#   A fleet's devices share one AWS IoT policy. Each statement that allows something names its actions
#   in full, and before the first wildcard of a resource stands a variable that AWS fills in with the
#   connecting device's identity. Exempt are component ARNs, which every device reads alike, and a right
#   to connect that demands an attached thing (iot:Connection.Thing.IsAttached). A policy without a
#   document allows nothing and passes; one that cannot be read does not.
# custom:
#   id: IDN-01
#   severity: critical
#   scope: resource
#   message: "{node} lets a device act as another: {problem}"
#   risk: >-
#     One stolen device can then speak for the whole fleet, read what others send and disconnect them.
#   fix: Name the actions in full and put ${iot:Connection.Thing.ThingName} before the wildcard.
#   controls:
#     - nist-800-53r5:AC-4
#     - nist-800-53r5:AC-6
#     - iec-62443-3-3:SR 1.2
#     - nistir-8259a:logical-access-to-interfaces
#   needs:
#     iot.policy: [statements]
#   params: []
#   effective_on: "2026-01-01"
package identity.device_policy_scoped

import data.lib.identity
import data.lib.nodes

deny contains finding if {
	some policy in nodes.of_kinds(["iot.policy"])
	some statement in nodes.entries(nodes.prop(policy, "statements"))
	statement.effect != "Deny"
	some problem in _problems(statement)
	finding := {"node": policy.id, "vars": {"problem": problem}}
}

deny contains finding if {
	some policy in nodes.of_kinds(["iot.policy"])
	some statement in nodes.entries(nodes.prop(policy, "statements"))
	not statement.effect
	finding := {"node": policy.id, "vars": {"problem": "a statement cannot be read"}}
}

_problems(statement) := _inverted(statement) | (_actions(statement) | _resources(statement))

_inverted(statement) := {"it allows all but what it names" |
	not object.get(statement, "inverted", null) in {false, null}
}

_actions(statement) := {problem |
	some action in _listed(statement, "actions")
	identity.vague_action(action)
	problem := sprintf("action %v", [nodes.shown(action)])
}

_resources(statement) := {problem |
	not identity.demands_attached_thing(statement)
	some resource in _listed(statement, "resources")
	identity.reaches_others(resource)
	problem := sprintf("resource %v", [nodes.shown(resource)])
}

# What is no list is one thing that cannot be read: leaving it out would read as "nothing".
_listed(statement, name) := statement[name] if {
	is_array(statement[name])
} else := [object.get(statement, name, null)]
