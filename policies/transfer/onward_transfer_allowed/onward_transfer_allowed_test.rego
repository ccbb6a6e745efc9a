package transfer.onward_transfer_allowed_test

import data.lib.samples
import data.transfer.onward_transfer_allowed as rule

_denied(input_) := findings if {
	findings := rule.deny with input as input_ with data.params as samples.law_params with data.facts as samples.law_facts
}

_noted(input_) := {note.outcome | some note in notes} if {
	notes := rule.qualified with input as input_ with data.params as samples.law_params with data.facts as samples.law_facts
}

# What goes over borders in a row, the first from Germany.
_gone(borders) := object.union(samples.one("none", {}), {"nodes": {"topology.transfer": samples.over_borders(borders)}})

_went(mechanism) := {"to_country": "IN", "transfer_mechanism": mechanism}

_onward(earlier, country) := _gone([earlier, {
	"from_country": "IN",
	"to_country": country,
	"transfer_mechanism": samples.scc,
}])

_allowing := object.union(samples.scc, {"onward": true})

test_a_first_transfer_is_none if _denied(samples.transferred({})) == set()

test_a_mechanism_that_does_not_allow_it_fails if {
	some finding in _denied(_onward(_went(samples.scc), "TW"))
	finding.node == "t1"
	finding.vars.earlier == "the transfer to IN by flow/0"
	count(_denied(_onward(_went(null), "TW"))) == 1
}

test_of_several_the_last_is_told if {
	found := _denied(_gone([_went(null), {"to_country": "TW"}, {"to_country": "BR"}, {"to_country": "SG"}]))
	{[finding.node, finding.vars.earlier] | some finding in found} == {
		["t1", "the transfer to IN by flow/0"],
		["t3", "the transfer to TW by flow/1"],
	}
}

test_a_mechanism_that_allows_it_passes if _denied(_onward(_went(_allowing), "TW")) == set()

test_an_adequate_destination_passes if _denied(_onward(_went(samples.scc), "BR")) == set()

test_going_home_is_no_onward_transfer if _denied(_onward(_went(samples.scc), "FR")) == set()

test_on_from_an_adequate_country if {
	every country in ["BR", "FR"] { _denied(_onward({"to_country": country}, "TW")) == set() }
}

test_data_about_no_one_may_go_on if {
	_denied(_gone([
		object.union(_went(null), {"data": samples.detections}),
		{"to_country": "TW", "data": samples.detections},
	])) == set()
}

test_an_earlier_crossing_that_cannot_be_read_is_undetermined if {
	every silence in [samples.unknown, samples.secret, "", [[]]] {
		_noted(_onward({"to_country": silence}, "TW")) == {"undetermined"}
	}
	_noted(_onward({"to_country": "BR"}, "TW")) == set()
}

test_an_earlier_crossing_that_is_not_there_is_undetermined if {
	_noted(samples.transferred({"previous_crossing": "nobody"})) == {"undetermined"}
}

test_what_cannot_be_read_is_undetermined if {
	every name in ["data", "link", "transfer_mechanism", "previous_crossing"] {
		every silence in [samples.unknown, samples.secret, [[]]] {
			"undetermined" in _noted(samples.transferred({name: silence}))
		}
	}
}
