package sovereignty.control_plane_in_allowed_country_test

import data.lib.samples
import data.sovereignty.control_plane_in_allowed_country as rule

_input(region, country, held) := samples.one("topology.operator", {
	"location": samples.at("DE"),
	"control_plane_region": region,
	"control_plane_country": country,
	"data": held,
})

_found(region, country, held) := findings if {
	findings := rule.deny with input as _input(region, country, held)
		with data.params as samples.params
		with data.facts as samples.facts
}

_doubts(region, country, held) := texts if {
	notes := rule.qualified with input as _input(region, country, held)
		with data.params as samples.params
		with data.facts as samples.facts
	texts := {note.because | some note in notes; note.node == "it"; note.outcome == "undetermined"}
}

_plans := object.union(samples.camera_frames, {"id": "plans", "classification": "secret"})

test_an_allowed_country_passes if {
	_found("us-east-1", "US", [samples.camera_frames]) == set()
	_doubts("us-east-1", "US", [samples.camera_frames]) == set()
}

test_another_country_fails if {
	_found("us-east-1", "US", [samples.camera_frames, _plans]) == {{
		"node": "it",
		"vars": {
			"country": "US",
			"data": "plans",
			"classification": "secret",
			"allowed": "EEA",
		},
	}}
}

test_data_that_may_be_controlled_from_anywhere_passes if {
	_found("cn-north-1", "CN", [samples.detections]) == set()
	_doubts(null, null, [samples.detections]) == set()
}

test_a_region_that_holds_nothing_passes if {
	_found(null, null, []) == set()
	_doubts(null, null, null) == set()
}

test_a_country_that_is_not_known_is_undetermined if {
	every country in samples.silences {
		_found("us-east-1", country, [samples.camera_frames]) == set()
		_doubts("us-east-1", country, [samples.camera_frames]) == {"the country of its control plane is not known"}
	}
}

test_a_country_no_source_confirms_is_undetermined if {
	expected := {"that its control plane is in DE is not confirmed by a source"}
	_doubts("eusc-de-east-1", "DE", [samples.camera_frames]) == expected
	_doubts("elsewhere", "DE", [samples.camera_frames]) == expected
	_doubts(null, "DE", [samples.camera_frames]) == expected
}

test_a_partition_whose_region_is_not_published_is_confirmed_by_its_country if {
	planes := {"aws": {"aws-cn": {"region": null, "country": "DE", "confidence": "stated"}}}
	facts := object.union(samples.facts, {"control_planes": planes})
	every region in samples.silences {
		notes := rule.qualified with input as _input(region, "DE", [samples.camera_frames])
			with data.params as samples.params
			with data.facts as facts
		count(notes) == 0
	}
}

test_data_nobody_describes_counts_as_secret if {
	every held in [[samples.stray], samples.secret, [samples.unknown]] {
		found := _found("us-east-1", "US", held)
		{finding.vars.classification | some finding in found} == {"secret"}
	}
}

test_a_classification_without_countries_allows_none if {
	params := json.remove(samples.params, ["sovereignty/control_planes/confidential"])
	found := rule.deny with input as _input("us-east-1", "US", [samples.camera_frames])
		with data.params as params
		with data.facts as samples.facts
	count(found) == 1
}
