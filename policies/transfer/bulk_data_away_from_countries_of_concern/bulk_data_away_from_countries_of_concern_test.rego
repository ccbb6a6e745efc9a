package transfer.bulk_data_away_from_countries_of_concern_test

import data.lib.samples
import data.transfer.bulk_data_away_from_countries_of_concern as rule

_denied(input_) := findings if {
	findings := rule.deny with input as input_ with data.params as samples.law_params with data.facts as samples.law_facts
}

_noted(input_) := {note.outcome | some note in notes} if {
	notes := rule.qualified with input as input_ with data.params as samples.law_params with data.facts as samples.law_facts
}

_american := object.union(samples.camera_frames, {"origin": "US"})

_sent(changes) := samples.transferred(json.patch(
	{"data": _american, "people": 1000, "to_country": "CN"},
	[{"op": "add", "path": [name], "value": value} | some name, value in changes],
))

test_bulk_to_a_country_of_concern_fails if {
	some finding in _denied(_sent({}))
	finding.vars.class == "biometric identifiers"
	finding.vars.people == "about 1000 people"
	finding.vars.problem == "a country of concern"
}

test_fewer_people_are_no_bulk if _denied(_sent({"people": 999})) == set()

test_people_nobody_counted_are_bulk if {
	some finding in _denied(_sent({"people": null}))
	finding.vars.people == "about people nobody counted"
}

test_a_recipient_under_control_counts if {
	some finding in _denied(_sent({"to_country": "DE", "recipient_parent": "CN"}))
	finding.vars.problem == "a recipient that a country of concern controls"
}

test_other_countries_classes_and_origins_pass if {
	_denied(_sent({"to_country": "DE"})) == set()
	_denied(_sent({"data": object.union(_american, {"categories": ["user.name"]})})) == set()
	_denied(_sent({"data": samples.camera_frames})) == set()
}

test_data_nobody_describes_may_be_american if count(_denied(_sent({"data": samples.stray}))) == 1

test_what_cannot_be_read_is_undetermined if {
	every name in ["data", "to_country", "people", "recipient_parent"] {
		every silence in [samples.unknown, samples.secret, [[]]] {
			"undetermined" in _noted(_sent({name: silence}))
		}
	}
}

test_what_can_be_anywhere_can_be_there if {
	some finding in _denied(_sent({"to_country": "worldwide"}))
	finding.vars.problem == "it can be kept anywhere, so in a country of concern too"
}
