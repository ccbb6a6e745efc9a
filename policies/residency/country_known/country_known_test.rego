package residency.country_known_test

import data.lib.samples
import data.residency.country_known as rule

_denied(input_) := findings if {
	findings := rule.deny with input as input_ with data.params as samples.params with data.facts as samples.facts
}

_store(kind, region, country, held) := samples.one(kind, {
	"location": {"cloud": "aws", "region": region, "country": country},
	"data": held,
})

test_a_known_country_passes if _denied(_store("storage.bucket", "eu-central-1", "DE", [samples.camera_frames])) == set()

test_labels_in_no_known_country_fail if {
	every kind in ["storage.bucket", "storage.account", "ml.training", "ml.registry", "iot.hub"] {
		every silence in samples.silences {
			found := _denied(_store(kind, "eu-isoe-west-1", silence, [samples.camera_frames]))
			{finding.vars.region | some finding in found} == {"eu-isoe-west-1"}
		}
	}
}

test_a_region_nobody_knows_is_told if {
	found := _denied(_store("iot.hub", samples.unknown, samples.unknown, [samples.camera_frames]))
	{finding.vars.region | some finding in found} == {"not known either"}
}

test_what_holds_nothing_passes if _denied(_store("storage.bucket", null, null, [])) == set()

test_hidden_labels_fail if count(_denied(_store("storage.bucket", null, null, samples.secret))) == 1
