package transfer.onward_transfer_allowed_test

import data.lib.samples
import data.transfer.onward_transfer_allowed as rule

_denied(input_) := findings if {
	findings := rule.deny with input as input_ with data.params as samples.law_params with data.facts as samples.law_facts
}

_noted(input_) := {note.outcome | some note in notes} if {
	notes := rule.qualified with input as input_ with data.params as samples.law_params with data.facts as samples.law_facts
}

_went(mechanism) := object.union(samples.crossing, {"to_country": "IN", "transfer_mechanism": mechanism})

_onward(earlier, country) := samples.transferred({
	"from_country": "IN",
	"to_country": country,
	"earlier": [earlier],
	"transfer_mechanism": samples.scc,
})

_allowing := object.union(samples.scc, {"onward": true})

test_a_first_transfer_is_none if _denied(samples.transferred({})) == set()

test_a_mechanism_that_does_not_allow_it_fails if {
	some finding in _denied(_onward(_went(samples.scc), "TW"))
	finding.vars.earlier == "the transfer to IN by flow/0"
	count(_denied(_onward(_went(null), "TW"))) == 1
}

test_a_mechanism_that_allows_it_passes if _denied(_onward(_went(_allowing), "TW")) == set()

test_an_adequate_destination_passes if _denied(_onward(_went(samples.scc), "BR")) == set()

test_going_home_is_no_onward_transfer if _denied(_onward(_went(samples.scc), "FR")) == set()

test_on_from_an_adequate_country if {
	adequate := object.union(samples.crossing, {"to_country": "BR"})
	_denied(_onward(adequate, "TW")) == set()
	home := object.union(samples.crossing, {"to_country": "FR"})
	_denied(_onward(home, "TW")) == set()
}

test_data_about_no_one_may_go_on if {
	free := object.union(_onward(_went(null), "TW"), samples.transferred({
		"data": samples.detections,
		"earlier": [_went(null)],
	}))
	_denied(free) == set()
}

test_an_earlier_crossing_that_cannot_be_read_is_undetermined if {
	every silence in [samples.unknown, samples.secret, {}, [[]]] {
		"undetermined" in _noted(samples.transferred({"earlier": [silence]}))
	}
}

test_what_cannot_be_read_is_undetermined if {
	every name in ["data", "link", "transfer_mechanism", "earlier"] {
		every silence in [samples.unknown, samples.secret, [[]]] {
			"undetermined" in _noted(samples.transferred({name: silence}))
		}
	}
}
