package residency.registry_copies_in_allowed_countries_test

import data.lib.samples
import data.residency.registry_copies_in_allowed_countries as rule

kinds := {"copy.registry"}

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
