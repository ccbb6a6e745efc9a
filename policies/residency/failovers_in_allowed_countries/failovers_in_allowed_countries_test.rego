package residency.failovers_in_allowed_countries_test

import data.lib.samples
import data.residency.failovers_in_allowed_countries as rule

kinds := {"copy.failover"}

test_copies_of_its_kinds_fail_abroad_and_no_others if {
	found := rule.deny with input as samples.every_copy({})
		with data.params as samples.params
		with data.facts as samples.facts
	{finding.node | some finding in found} == kinds
}

test_copies_nobody_can_place_are_undetermined if {
	found := rule.qualified with input as samples.every_copy({"location": samples.nowhere})
		with data.params as samples.params
		with data.facts as samples.facts
	{note.node | some note in found} == kinds
}

_hub(changes) := notes if {
	notes := rule.qualified with input as samples.one("iot.hub", object.union(
		{
			"location": samples.at("NL"),
			"data": [samples.camera_frames],
			"residency_offer": "undocumented",
			"failover_region": "northeurope",
		},
		changes,
	))
		with data.params as samples.params
		with data.facts as samples.facts
}

test_a_setting_that_nobody_documents_keeps_nothing if {
	some note in _hub({})
	note.outcome == "undetermined"
	contains(note.because, "nobody documents that Azure offers enableDataResidency")
	contains(note.because, "its failover to northeurope is judged")
}

test_a_setting_that_is_refused_keeps_nothing if {
	some note in _hub({"residency_offer": "refused"})
	contains(note.because, "Azure is known to refuse enableDataResidency")
}

test_an_offer_that_cannot_be_read_keeps_nothing if {
	every hidden in [samples.unknown, samples.secret] {
		some note in _hub({"residency_offer": hidden})
		contains(note.because, "nobody can tell whether Azure offers enableDataResidency")
	}
}

test_a_hub_without_that_doubt_or_without_data_is_left_to_its_copies if {
	_hub({"residency_offer": null}) == set()
	_hub({"data": []}) == set()
}
