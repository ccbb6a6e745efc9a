package residency.replicas_in_allowed_countries_test

import data.lib.samples
import data.residency.replicas_in_allowed_countries as rule

kinds := {"copy.replica"}

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

_noted(props) := notes if {
	notes := rule.qualified with input as samples.one("resource.other", props)
		with data.params as samples.params
		with data.facts as samples.facts
}

test_copies_nobody_reads_are_undetermined if {
	count(_noted({"data": [samples.camera_frames], "unread": ["copies"]})) == 1
}

test_what_may_be_anywhere_or_is_read_is_not_noted if {
	_noted({"data": [samples.detections], "unread": ["copies"]}) == set()
	_noted({"data": [samples.camera_frames], "carrier": "weights", "unread": ["copies"]}) == set()
	_noted({"data": [samples.camera_frames], "unread": ["encryption"]}) == set()
}
