package identity.device_policy_scoped_test

import data.identity.device_policy_scoped as rule
import data.lib.samples

_found(statements) := findings if {
	findings := rule.deny with input as samples.one("iot.policy", {"statements": statements})
}

_allow(actions, resources) := [{
	"effect": "Allow",
	"actions": actions,
	"resources": resources,
	"conditions": {},
	"inverted": false,
}]

_iot(part) := concat("", ["arn:aws:iot:eu-central-1:111122223333:", part])

_own := "${iot:Connection.Thing.ThingName}"

_problems(statements) := {finding.vars.problem | some finding in _found(statements)}

test_a_device_as_itself_passes if {
	resources := [
		_iot(concat("", ["client/", _own])),
		_iot(concat("", ["client/", _own, "#*"])),
		_iot(concat("", ["topic/$aws/things/", _own, "/*"])),
		_iot("client/${iot:CertificateId}"),
		_iot("rolealias/quay"),
		"arn:aws:greengrass:eu-central-1:111122223333:components:*",
		"arn:aws:greengrass:eu-central-1:aws:components:*",
	]
	_found(_allow(["iot:Connect", "iot:Publish"], resources)) == set()
}

test_another_client_fails if {
	_found(_allow(["iot:Connect"], [_iot("client/*")])) == {{
		"node": "it",
		"vars": {"problem": "resource arn:aws:iot:eu-central-1:111122223333:client/*"},
	}}
}

test_everything_fails_twice if _problems(_allow(["*"], ["*"])) == {"action *", "resource *"}

test_wildcards_in_actions_fail if {
	_problems(_allow(["iot:*"], [_iot("topic/a")])) == {"action iot:*"}
	_problems(_allow(["iot:Pub????"], [_iot("topic/a")])) == {"action iot:Pub????"}
}

test_a_wildcard_before_the_name_fails if {
	resource := _iot(concat("", ["topic/data/*/", _own]))
	count(_found(_allow(["iot:Publish"], [resource]))) == 1
}

test_a_wildcard_that_makes_the_name_longer_fails if {
	every ending in ["*", "?", "-*", "_1*"] {
		resource := _iot(concat("", ["client/", _own, ending]))
		count(_found(_allow(["iot:Connect"], [resource]))) == 1
	}
}

test_a_client_id_proves_nothing_about_itself if {
	count(_found(_allow(["iot:Connect"], [_iot("client/${iot:ClientId}")]))) == 1
	_found(_allow(["iot:Publish"], [_iot("topic/${iot:ClientId}")])) == set()
}

test_an_arn_cut_short_is_read_as_a_whole if {
	count(_found(_allow(["iot:Publish"], ["arn:aws:iot:*"]))) == 1
	count(_found(_allow(["iot:Publish"], ["*:iot:region:account:id:components:*"]))) == 1
}

test_connecting_as_an_attached_thing_passes if {
	every wanted in [true, "true", ["true"]] {
		condition := {"conditions": {"Bool": {"iot:Connection.Thing.IsAttached": wanted}}}
		statement := object.union(_allow(["iot:Connect"], [_iot("client/*")])[0], condition)
		_found([statement]) == set()
	}
}

test_names_of_actions_and_keys_have_no_case if {
	condition := {"conditions": {"Bool": {"iot:connection.thing.isattached": "true"}}}
	_found([object.union(_allow(["IoT:Connect"], [_iot("client/*")])[0], condition)]) == set()
	count(_found([object.union(_allow(["IOT:*"], [_iot("client/*")])[0], condition)])) == 2
}

test_that_condition_excuses_nothing_else if {
	condition := {"conditions": {"Bool": {"iot:Connection.Thing.IsAttached": "true"}}}
	also := _allow(["iot:Connect", "iot:Publish"], ["*"])[0]
	count(_found([object.union(also, condition)])) == 1
	other := {"conditions": {"Bool": {"iot:Connection.Thing.IsAttached": "false"}}}
	only := _allow(["iot:Connect"], [_iot("client/*")])[0]
	count(_found([object.union(only, other)])) == 1
}

test_denying_everything_passes if {
	statement := object.union(_allow(["*"], ["*"])[0], {"effect": "Deny"})
	_found([statement]) == set()
}

test_allowing_all_but_something_fails if {
	statement := object.union(_allow([], [_iot("topic/a")])[0], {"inverted": true})
	_problems([statement]) == {"it allows all but what it names"}
}

test_a_statement_of_only_the_three_parts_is_judged if {
	statement := {"effect": "Allow", "actions": ["iot:Connect"], "resources": ["*"]}
	_problems([statement]) == {"resource *"}
}

test_no_document_allows_nothing if {
	_found(null) == set()
	_found([]) == set()
}

test_what_cannot_be_read_fails if {
	every statements in [samples.unknown, samples.secret, [samples.secret], ["text"], [{}]] {
		_problems(statements) == {"a statement cannot be read"}
	}
	_problems(_allow(samples.unknown, samples.secret)) == {
		"action not readable",
		"resource not readable",
	}
	_problems([{"effect": "Allow"}]) == {"action not set", "resource not set"}
	_problems([{"effect": null, "actions": ["*"], "resources": [null]}]) == {
		"action *",
		"resource not set",
	}
}
