package lib.law_test

import data.lib.law
import data.lib.samples

_steps(changes) := law.copy_steps(node, samples.camera_frames) if {
	some node in samples.copied("copy.replica", changes).nodes["copy.replica"]
}

test_a_copy_in_words if {
	_steps({}) == [
		"frames holds camera-frames in aws/eu-central-1 (DE)",
		"copied copies it to second, aws/us-east-1 (US)",
	]
}

test_what_is_not_known_is_said_so if {
	silent := {"source": null, "by": null, "target": null, "from_region": null, "from_country": null}
	_steps(object.union(silent, {"location": samples.nowhere})) == [
		"a source nobody named holds camera-frames in no known region (a country that is not known)",
		"a resource nobody named copies it to a target nobody named, no known region (a country that is not known)",
	]
}

test_a_service_is_called_by_its_own_name if {
	steps := _steps({"target": "intake.example.com", "location": samples.worldwide})
	steps[1] == "copied copies it to intake.example.com, worldwide (any country)"
}

test_a_source_of_no_cloud_is_told_by_its_region if {
	steps := _steps({"source": "urn:pulumi:s::p::random:index/id:Id::x"})
	steps[0] == "x holds camera-frames in eu-central-1 (DE)"
}

_stray(changes) := found if {
	found := law.stray_copies(["copy.replica"]) with input as samples.copied("copy.replica", changes)
		with data.params as samples.params
		with data.facts as samples.facts
}

_doubtful(changes) := {note.outcome | some note in found} if {
	found := law.doubtful_copies(["copy.replica"]) with input as samples.copied("copy.replica", changes)
		with data.params as samples.params
		with data.facts as samples.facts
}

test_a_copy_in_a_country_that_is_not_allowed_is_stray if {
	some finding in _stray({})
	finding.vars.data == "camera-frames"
	finding.vars.country == "US"
	finding.vars.allowed == "EEA"
	count(finding.witness) == 2
	count(_stray({})) == 1
}

test_a_copy_in_an_allowed_country_is_not if {
	count(_stray({"location": samples.at("IE")})) == 0
	_doubtful({"location": samples.at("IE")}) == set()
}

test_data_that_may_be_anywhere_is_not if count(_stray({"data": [samples.detections]})) == 0

test_a_copy_that_can_be_anywhere_is_stray if {
	some finding in _stray({"location": samples.worldwide})
	finding.vars.country == "any country"
}

test_a_copy_in_a_country_nobody_knows_is_in_doubt if {
	count(_stray({"location": samples.nowhere})) == 0
	_doubtful({"location": samples.nowhere}) == {"undetermined"}
}

test_copies_of_data_nobody_describes_are_stray if {
	count(_stray({"data": [samples.stray]})) == 1
	count(_stray({"data": samples.secret})) == 1
}

test_what_was_derived_may_be_copied_inside_its_country if {
	weights := {"carrier": "weights", "from_country": "BR", "location": samples.at("BR")}
	count(_stray(weights)) == 0
	count(_stray(object.union(weights, {"carrier": "camera-frames"}))) == 1
}

test_what_is_derived_from_somewhere_unknown_is_in_doubt if {
	weights := {"carrier": "weights", "from_country": samples.unknown, "location": samples.at("BR")}
	_doubtful(weights) == {"undetermined"}
	count(_stray(weights)) == 0
}

test_other_kinds_are_another_matter if {
	found := law.stray_copies(["copy.replica"]) with input as samples.every_copy({})
		with data.params as samples.params
		with data.facts as samples.facts
	{finding.node | some finding in found} == {"copy.replica"}
}
