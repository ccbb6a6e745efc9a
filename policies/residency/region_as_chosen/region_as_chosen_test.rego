package residency.region_as_chosen_test

import data.lib.samples
import data.residency.region_as_chosen as rule

_denied(input_) := findings if {
	findings := rule.deny with input as input_ with data.params as samples.params with data.facts as samples.facts
}

_store(region, provider, intended, held) := samples.one("storage.bucket", {
	"location": {"cloud": "aws", "region": region, "country": "DE"},
	"provider_region": provider,
	"intended_region": intended,
	"data": held,
})

_frames := [samples.camera_frames]

_expected(input_) := {finding.vars.expected | some finding in _denied(input_)}

test_the_providers_region_passes if _denied(_store("eu-central-1", "eu-central-1", null, _frames)) == set()

test_the_components_region_passes if _denied(_store("eu-central-1", "us-east-1", "eu-central-1", _frames)) == set()

test_nothing_to_compare_with_passes if _denied(_store("eu-central-1", null, null, _frames)) == set()

test_another_than_the_providers_fails if {
	_expected(_store("us-east-1", "eu-central-1", null, _frames)) == {"its provider is set to eu-central-1 and nobody asked for another"}
}

test_another_than_the_component_asked_for_fails if {
	_expected(_store("us-east-1", "us-east-1", "eu-central-1", _frames)) == {"its component asked for eu-central-1"}
}

test_what_holds_nothing_passes if _denied(_store("us-east-1", "eu-central-1", null, [])) == set()
