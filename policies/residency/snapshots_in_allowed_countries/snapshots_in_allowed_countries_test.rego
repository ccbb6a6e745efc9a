package residency.snapshots_in_allowed_countries_test

import data.lib.samples
import data.residency.snapshots_in_allowed_countries as rule

_denied(changes) := findings if {
	findings := rule.deny with input as samples.copied("copy.snapshot", changes)
		with data.params as samples.params
		with data.facts as samples.facts
}

_noted(changes) := {note.outcome | some note in notes} if {
	notes := rule.qualified with input as samples.copied("copy.snapshot", changes)
		with data.params as samples.params
		with data.facts as samples.facts
}

test_a_copy_in_a_country_that_is_not_allowed_fails if {
	some finding in _denied({})
	finding.vars.data == "camera-frames"
	finding.vars.country == "US"
	finding.vars.allowed == "EEA"
	count(finding.witness) == 2
	count(_denied({})) == 1
}

test_a_copy_in_an_allowed_country_passes if {
	_denied({"location": samples.at("IE")}) == set()
	_noted({"location": samples.at("IE")}) == set()
}

test_data_that_may_be_anywhere_passes if _denied({"data": [samples.detections]}) == set()

test_a_copy_that_can_be_anywhere_fails if {
	some finding in _denied({"location": samples.worldwide})
	finding.vars.country == "any country"
}

test_a_country_nobody_knows_is_undetermined if {
	_denied({"location": samples.nowhere}) == set()
	_noted({"location": samples.nowhere}) == {"undetermined"}
}

test_data_nobody_describes_fails if {
	count(_denied({"data": [samples.stray]})) == 1
	count(_denied({"data": samples.secret})) == 1
}

test_what_was_derived_may_be_copied_inside_its_country if {
	weights := {"carrier": "weights", "from_country": "BR", "location": samples.at("BR")}
	_denied(weights) == set()
	count(_denied(object.union(weights, {"carrier": "camera-frames"}))) == 1
}
