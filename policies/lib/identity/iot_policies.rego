# METADATA
# title: What an AWS IoT policy lets a device be
# description: >-
#   One policy serves a whole fleet. It keeps devices apart only where a variable that AWS fills in
#   with the connecting device's own identity stands before the first wildcard of a resource, and
#   something that no name can contain follows it: "client/THING*" lets gate-1 connect as gate-12.
package lib.identity

# METADATA
# scope: document
# description: whether an action is anything but one action by its full name
vague_action(action) if not is_string(action)

vague_action(action) if regex.match(`[*?]`, action)

# METADATA
# scope: document
# description: whether a resource can be another device's
reaches_others(resource) if not is_string(resource)

reaches_others(resource) if {
	part := _after_account(resource)
	_is_open(part)
	not regex.match(_own, part)
	not startswith(part, "components:")
}

# METADATA
# description: >-
#   whether a statement is only about connecting and demands that the client id is the name of a
#   thing attached to the device's certificate; names of actions and keys have no case
demands_attached_thing(statement) if {
	[action] = statement.actions
	_is_alike(action, "iot:connect")
	some key, wanted in statement.conditions.Bool
	_is_alike(key, "iot:connection.thing.isattached")
	wanted in {true, "true", ["true"], [true]}
}

_is_alike(name, lower_case) if {
	is_string(name)
	lower(name) == lower_case
}

# A variable only the connecting device fits, then a character no thing's name can have.
_own := concat("", [
	`^[^*?]*\$\{iot:(Connection\.Thing\.ThingName|CertificateId|Certificate\.Subject\.CommonName)\}`,
	`[^*?A-Za-z0-9:_-]`,
])

_is_open(part) if regex.match(`[*?]`, part)

# The client id is whatever the device says it is: as a right to connect it excludes nobody.
_is_open(part) if {
	startswith(part, "client/")
	contains(part, "${iot:ClientId}")
}

# "client/gate-1" of "arn:aws:iot:eu-central-1:111122223333:client/gate-1".
_after_account(resource) := concat(":", array.slice(fields, 5, count(fields))) if {
	fields := split(resource, ":")
	fields[0] == "arn"
	count(fields) > 5
} else := resource
