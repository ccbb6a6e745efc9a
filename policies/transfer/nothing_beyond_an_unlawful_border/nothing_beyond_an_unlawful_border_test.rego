package transfer.nothing_beyond_an_unlawful_border_test

import data.lib.samples
import data.transfer.nothing_beyond_an_unlawful_border as rule

_denied(input_) := findings if {
	findings := rule.deny with input as input_ with data.params as samples.law_params with data.facts as samples.law_facts
}

_noted(input_) := {note.outcome | some note in notes} if {
	notes := rule.qualified with input as input_ with data.params as samples.law_params with data.facts as samples.law_facts
}

# A holding at the end of a way over borders; `went_on` where a step inside the country follows.
_held(borders, went_on) := object.union(holding, {"nodes": object.union(holding.nodes, crossings)}) if {
	holding := samples.one("topology.holding", {
		"data": samples.camera_frames,
		"carrier": "camera-frames",
		"arrived_by": "declared",
		"last_crossing": _last(borders),
		"went_on": went_on,
	})
	crossings := {"topology.transfer": samples.over_borders(borders)}
}

_last([]) := null

_last(borders) := sprintf("t%d", [count(borders) - 1]) if count(borders) > 0

_links(findings) := {finding.vars.link | some finding in findings}

_hiding(input_, kind, name, value) := json.patch(input_, [{
	"op": "replace",
	"path": sprintf("/nodes/%s/0/props/%s", [kind, name]),
	"value": value,
}])

test_the_border_itself_is_judged_elsewhere if _denied(_held([{"to_country": "IN"}], false)) == set()

test_what_lies_behind_it_fails if {
	_links(_denied(_held([{"to_country": "IN"}, {"to_country": "BR"}], false))) == {"flow/0"}
	_links(_denied(_held([{"to_country": "IN"}, {"to_country": "BR"}, {"to_country": "NO"}], true))) == {"flow/0"}
}

test_of_several_the_last_is_told if {
	_links(_denied(_held([{"to_country": "IN"}, {"to_country": "TW"}, {"to_country": "BR"}], false))) == {"flow/1"}
	_links(_denied(_held([{"to_country": "IN"}, {"to_country": "TW"}], false))) == {"flow/0"}
	_links(_denied(_held([{"to_country": "IN"}, {"to_country": "TW"}], true))) == {"flow/1"}
}

test_a_step_inside_the_country_behind_it_fails if count(_denied(_held([{"to_country": "IN"}], true))) == 1

test_behind_lawful_borders_all_is_well if {
	every went_on in [true, false] {
		_denied(_held([{"to_country": "BR"}, {"to_country": "NO"}], went_on)) == set()
		_noted(_held([{"to_country": "BR"}, {"to_country": "NO"}], went_on)) == set()
		_denied(_held([], went_on)) == set()
		_noted(_held([], went_on)) == set()
	}
}

test_crossings_that_cannot_be_read_are_undetermined if {
	every silence in [samples.unknown, samples.secret, "", [[]]] {
		_noted(_held([{"to_country": silence}], true)) == {"undetermined"}
		_noted(_held([{"to_country": silence}, {"to_country": "BR"}], false)) == {"undetermined"}
	}
}

test_a_crossing_that_is_not_there_is_undetermined if {
	every went_on in [true, false] {
		_noted(_hiding(_held([{}], went_on), "topology.holding", "last_crossing", "nobody")) == {"undetermined"}
	}
}

test_a_last_border_that_cannot_be_read_is_judged_elsewhere if {
	_noted(_held([{"to_country": null}], false)) == set()
}

test_what_cannot_be_read_is_undetermined if {
	every name in ["data", "last_crossing", "went_on"] {
		_noted(_hiding(_held([{"to_country": "BR"}], true), "topology.holding", name, samples.secret)) == {"undetermined"}
	}
}
