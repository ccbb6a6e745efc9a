package transfer.basis_for_every_border_test

import data.lib.samples
import data.transfer.basis_for_every_border as rule

_found(label, crossings) := _found_at(label, crossings, "2026-11-23T12:00:00Z", samples.params.transfer)

_found_at(label, crossings, at, transfer) := findings if {
	props := {"data": label, "crossings": crossings, "path": ["a starts", "a moves"]}
	document := object.union(samples.one("topology.holding", props), {"at": at})
	findings := rule.deny with input as document
		with data.params as object.union(samples.params, {"transfer": transfer})
		with data.facts as samples.facts
}

_to(country, basis) := [{
	"link": "flow/1",
	"from_country": "DE",
	"to_country": country,
	"basis": basis,
}]

_scc := {"type": "scc", "evidence": "DOC-114", "valid_to": "2028-01-31"}

_with(change) := object.union(_scc, change)

test_data_that_crosses_no_border_passes if {
	_found(samples.camera_frames, []) == set()
	_found(samples.camera_frames, null) == set()
}

test_a_border_inside_the_regime_needs_nothing if {
	_found(samples.camera_frames, _to("FR", null)) == set()
}

test_free_movement_in_the_area_needs_nothing if {
	_found(samples.camera_frames, _to("NO", null)) == set()
}

test_adequacy_suffices if _found(samples.camera_frames, _to("BR", null)) == set()

test_the_way_home_needs_nothing if {
	home := [{"link": "flow/2", "from_country": "US", "to_country": "DE", "basis": null}]
	_found(samples.camera_frames, home) == set()
}

test_no_adequacy_and_no_basis_fails if {
	_found(samples.camera_frames, _to("IN", null)) == {{
		"node": "it",
		"vars": {
			"data": "camera-frames",
			"link": "flow/1",
			"from_country": "DE",
			"to_country": "IN",
			"problem": "no adequacy covers it and no basis is declared",
		},
		"witness": ["a starts", "a moves"],
	}}
}

test_a_basis_carries_it if _found(samples.camera_frames, _to("IN", _scc)) == set()

test_a_basis_holds_through_its_last_day if {
	last := _to("IN", _with({"valid_to": "2026-11-23"}))
	_found(samples.camera_frames, last) == set()
}

test_a_basis_that_ended_yesterday_fails if {
	past := _to("IN", _with({"valid_to": "2026-11-22"}))
	found := _found(samples.camera_frames, past)
	{finding.vars.problem | some finding in found} == {concat("", [
		"no adequacy covers it and its basis ",
		"(scc, evidence DOC-114, valid to 2026-11-22) does not hold",
	])}
}

test_the_day_is_judged_in_utc if {
	last := _to("IN", _with({"valid_to": "2026-11-23"}))
	still := "2026-11-24T01:30:00+02:00"
	_found_at(samples.camera_frames, last, still, samples.params.transfer) == set()
	over := "2026-11-23T23:30:00-02:00"
	count(_found_at(samples.camera_frames, last, over, samples.params.transfer)) == 1
}

test_a_basis_with_anything_missing_fails if {
	every part in ["type", "evidence", "valid_to"] {
		every silence in samples.silences {
			basis := json.patch(_scc, [{"op": "replace", "path": part, "value": silence}])
			count(_found(samples.camera_frames, _to("IN", basis))) == 1
		}
	}
	count(_found(samples.camera_frames, _to("IN", _with({"evidence": ""})))) == 1
}

test_a_type_not_accepted_fails if {
	every type in ["derogation", "consent", "adequacy", "dpf"] {
		count(_found(samples.camera_frames, _to("US", _with({"type": type})))) == 1
	}
}

test_conditional_adequacy_counts_only_where_accepted if {
	accepting := object.union(samples.params.transfer, {"accept_conditional": ["US"]})
	at := "2026-11-23T12:00:00Z"
	_found_at(samples.camera_frames, _to("US", null), at, accepting) == set()
	count(_found(samples.camera_frames, _to("US", null))) == 1
}

test_adequacy_ends if {
	transfer := samples.params.transfer
	last := "2031-12-27T23:00:00Z"
	_found_at(samples.camera_frames, _to("GB", null), last, transfer) == set()
	after := "2031-12-28T00:00:00Z"
	count(_found_at(samples.camera_frames, _to("GB", null), after, transfer)) == 1
}

test_the_framework_carries_only_while_it_stands if {
	props := {"data": samples.camera_frames, "crossings": _to("US", _with({"type": "dpf"}))}
	accepting := object.union(samples.params, {"transfer": object.union(
		samples.params.transfer,
		{"accepted_bases": ["dpf"]},
	)})
	struck := json.patch(samples.facts, [{
		"op": "replace",
		"path": "/adequacy/EEA/US/until",
		"value": "2026-10-01",
	}])
	document := samples.one("topology.holding", props)
	rule.deny == set() with input as document
		with data.params as accepting
		with data.facts as samples.facts
	count(rule.deny) == 1 with input as document
		with data.params as accepting
		with data.facts as struck
}

test_other_data_needs_no_basis if _found(samples.detections, _to("IN", null)) == set()

test_the_root_of_a_category_is_part_of_it if {
	user := object.union(samples.camera_frames, {"categories": ["user"]})
	count(_found(user, _to("IN", null))) == 1
	users := object.union(samples.camera_frames, {"categories": ["username"]})
	_found(users, _to("IN", null)) == set()
}

test_categories_can_be_exact_or_all if {
	at := "2026-11-23T12:00:00Z"
	all := object.union(samples.params.transfer, {"categories": ["*"]})
	count(_found_at(samples.detections, _to("IN", null), at, all)) == 1
	exact := object.union(samples.params.transfer, {"categories": ["system.operations"]})
	count(_found_at(samples.detections, _to("IN", null), at, exact)) == 1
}

test_data_nobody_describes_needs_a_basis_everywhere if {
	count(_found(samples.stray, _to("FR", null))) == 1
	_found(samples.stray, _to("FR", _scc)) == set()
	count(_found(samples.secret, _to("FR", null))) == 1
	count(_found(samples.stray, _to(null, null))) == 1
}

test_data_under_a_law_not_known_needs_a_basis if {
	foreign := object.union(samples.camera_frames, {"origin": "JP"})
	count(_found(foreign, _to("DE", null))) == 1
	_found(foreign, _to("JP", null)) == set()
}

test_each_crossing_is_judged if {
	crossings := array.concat(_to("IN", null), _to("US", null))
	count(_found(samples.camera_frames, crossings)) == 2
}

test_a_crossing_that_cannot_be_read_fails if {
	every crossings in [samples.unknown, samples.secret, [samples.secret], [null], _to(samples.unknown, null)] {
		count(_found(samples.camera_frames, crossings)) == 1
	}
}
