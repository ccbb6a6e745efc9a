package sovereignty.assurance_reached_test

import data.lib.samples
import data.sovereignty.assurance_reached as rule

_input(held, assurance) := samples.one("topology.cloud", {
	"cloud": "aws",
	"data": held,
	"assurance": assurance,
	"exit": null,
})

_found(held, assurance) := findings if {
	findings := rule.deny with input as _input(held, assurance)
		with data.params as samples.params
		with data.facts as samples.facts
}

_noted(held, assurance) := notes if {
	notes := rule.qualified with input as _input(held, assurance)
		with data.params as samples.params
		with data.facts as samples.facts
}

_plans := object.union(samples.camera_frames, {"id": "plans", "classification": "secret"})

_at(level) := {"level": level, "evidence": "SOV-7", "assessed": "2026-03-01"}

_changed(name, value) := {"SOV-2": object.union(_at(2), {name: value})}

test_an_assessment_that_is_high_enough_holds_on_its_evidence if {
	_found([samples.camera_frames], {"SOV-2": _at(2)}) == set()
	_noted([samples.camera_frames], {"SOV-2": _at(2)}) == {{
		"node": "it",
		"outcome": "conditional",
		"because": "SOV-2 (Legal and jurisdictional sovereignty) is at SEAL-2 on the evidence of SOV-7, assessed 2026-03-01",
	}}
	_found([samples.camera_frames], {"SOV-2": _at(4)}) == set()
}

test_an_objective_nobody_assessed_fails if {
	_found([samples.camera_frames], {}) == {{
		"node": "it",
		"vars": {
			"objective": "SOV-2",
			"title": "Legal and jurisdictional sovereignty",
			"minimum": 2,
			"data": "camera-frames",
			"problem": "nobody assessed it",
		},
	}}
	_noted([samples.camera_frames], {}) == set()
}

test_a_level_below_the_minimum_fails if {
	some finding in _found([samples.camera_frames], {"SOV-2": _at(1)})
	finding.vars.problem == "it was assessed at SEAL-1"
}

test_the_most_demanding_label_counts if {
	found := _found([samples.detections, samples.camera_frames, _plans], {"SOV-2": _at(2)})
	{[finding.vars.objective, finding.vars.minimum, finding.vars.data] | some finding in found} == {
		["SOV-2", 3, "plans"],
		["SOV-4", 1, "plans"],
	}
}

test_an_objective_without_a_title_is_judged if {
	facts := object.remove(samples.facts, ["sovereignty"])
	found := rule.deny with input as _input([_plans], {})
		with data.params as samples.params
		with data.facts as facts
	{finding.vars.title | some finding in found} == {"an objective without a title"}
}

test_data_that_needs_no_level_passes if {
	_found([samples.detections], null) == set()
	_noted([samples.detections], {"SOV-2": _at(2)}) == set()
	_found([], null) == set()
}

test_an_assessment_without_evidence_fails if {
	every evidence in array.concat(samples.silences, ["", " ", 7]) {
		some finding in _found([samples.camera_frames], _changed("evidence", evidence))
		finding.vars.problem == "the assessment names no evidence"
	}
}

test_an_assessment_without_a_day_that_has_come_fails if {
	every day in array.concat(samples.silences, ["soon", "2026-11-24"]) {
		some finding in _found([samples.camera_frames], _changed("assessed", day))
		finding.vars.problem == "the day of the assessment cannot be read or has not come"
	}
	_found([samples.camera_frames], _changed("assessed", "2026-11-23")) == set()
}

test_an_assessment_that_says_nothing_fails if {
	every silence in samples.silences {
		count(_found([samples.camera_frames], silence)) == 1
		count(_found([samples.camera_frames], {"SOV-2": silence})) == 1
		count(_found([samples.camera_frames], _changed("level", silence))) == 1
	}
}

test_data_nobody_describes_counts_as_secret if {
	every held in [[samples.stray], samples.secret, [samples.unknown]] {
		{finding.vars.minimum | some finding in _found(held, {})} == {3, 1}
	}
}
