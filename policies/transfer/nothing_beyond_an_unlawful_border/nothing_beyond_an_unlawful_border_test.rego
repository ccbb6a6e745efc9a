package transfer.nothing_beyond_an_unlawful_border_test

import data.lib.samples
import data.transfer.nothing_beyond_an_unlawful_border as rule

_denied(input_) := findings if {
	findings := rule.deny with input as input_ with data.params as samples.law_params with data.facts as samples.law_facts
}

_noted(input_) := {note.outcome | some note in notes} if {
	notes := rule.qualified with input as input_ with data.params as samples.law_params with data.facts as samples.law_facts
}

_held(crossings, steps) := samples.one("topology.holding", {
	"data": samples.camera_frames,
	"carrier": "camera-frames",
	"arrived_by": "declared",
	"path": steps,
	"crossings": crossings,
})

_over(country, link) := object.union(samples.crossing, {"to_country": country, "link": link})

test_the_border_itself_is_judged_elsewhere if {
	_denied(_held([_over("IN", "flow/0")], ["a starts", "a moves to b by flow/0"])) == set()
}

test_what_lies_behind_it_fails if {
	found := _denied(_held([_over("IN", "flow/0"), _over("BR", "flow/1")], ["a starts", "by flow/0", "by flow/1"]))
	{finding.vars.link | some finding in found} == {"flow/0"}
}

test_a_step_inside_the_country_behind_it_fails if {
	steps := ["a starts", "a moves by flow/0", "train makes weights from it"]
	count(_denied(_held([_over("IN", "flow/0")], steps))) == 1
}

test_behind_lawful_borders_all_is_well if {
	steps := ["a starts", "by flow/0", "by flow/1", "c moves by flow/2"]
	_denied(_held([_over("BR", "flow/0"), _over("NO", "flow/1")], steps)) == set()
	_denied(_held([], ["a starts"])) == set()
}

test_crossings_that_cannot_be_read_are_undetermined if {
	every silence in [samples.unknown, samples.secret, [{}], [[]]] {
		_noted(_held(silence, [])) == {"undetermined"}
	}
}

test_a_last_border_that_cannot_be_read_is_judged_elsewhere if {
	hidden := object.union(samples.crossing, {"to_country": null})
	_noted(_held([hidden], ["a starts", "a moves to b by flow/0"])) == set()
}

test_data_that_cannot_be_read_is_undetermined if {
	hidden := json.patch(_held([], ["a starts"]), [{
		"op": "replace",
		"path": "/nodes/topology.holding/0/props/data",
		"value": samples.secret,
	}])
	_noted(hidden) == {"undetermined"}
}
