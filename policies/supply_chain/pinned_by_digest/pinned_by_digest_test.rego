package supply_chain.pinned_by_digest_test

import data.lib.samples
import data.supply_chain.pinned_by_digest as rule

_found(kind, props) := findings if {
	findings := rule.deny with input as samples.one(kind, props) with data.params as samples.params
}

_digest := concat("", ["sha256:", concat("", [digit | some _ in numbers.range(1, 64); digit := "a"])])

_pinned := concat("@", ["registry.example.com/detect:1.4", _digest])

_deployment(runtime, image) := {
	"runtime": runtime,
	"components": [{"name": "detect", "version": "1.4.0", "image": image}],
}

_component(uri) := {"artifacts": [{"uri": uri, "digest": null}]}

test_images_with_a_digest_pass if {
	_found("edge.deployment", _deployment("iot-edge", _pinned)) == set()
	_found("edge.component", _component(concat("", ["docker:", _pinned]))) == set()
	_found("ml.training", {"image": _pinned}) == set()
}

test_an_image_with_a_tag_fails if {
	_found("edge.deployment", _deployment("iot-edge", "registry.example.com/detect:1.4")) == {{
		"node": "it",
		"vars": {"what": "detect", "image": "registry.example.com/detect:1.4"},
	}}
	_found("edge.component", _component("docker:detect:1.4")) == {{
		"node": "it",
		"vars": {"what": "an artifact", "image": "docker:detect:1.4"},
	}}
	_found("ml.training", {"image": "train:1.4"}) == {{
		"node": "it",
		"vars": {"what": "training", "image": "train:1.4"},
	}}
}

test_a_digest_must_be_whole if {
	every image in [trim_suffix(_pinned, "a"), upper(_pinned), concat("", [_pinned, "a"])] {
		count(_found("ml.training", {"image": image})) == 1
	}
}

test_a_greengrass_component_without_an_image_passes if {
	every runtime in ["greengrass", "greengrass-lite"] {
		_found("edge.deployment", _deployment(runtime, null)) == set()
	}
}

test_a_module_without_an_image_fails if {
	every runtime in array.concat(samples.silences, ["iot-edge", "k3s"]) {
		found := _found("edge.deployment", _deployment(runtime, null))
		{finding.vars.image | some finding in found} == {"not set"}
	}
}

test_artifacts_greengrass_pins_itself_pass if {
	_found("edge.component", _component("s3://bucket/model.tar.gz")) == set()
}

test_each_part_is_judged if {
	parts := [{"name": "a", "image": "a:1"}, {"name": "b", "image": _pinned}, {"name": "c", "image": "c:1"}]
	found := _found("edge.deployment", {"runtime": "greengrass", "components": parts})
	{finding.vars.what | some finding in found} == {"a", "c"}
}

test_nothing_to_run_passes if {
	every nothing in [null, []] {
		_found("edge.deployment", {"runtime": "greengrass", "components": nothing}) == set()
		_found("edge.component", {"artifacts": nothing}) == set()
	}
}

test_training_without_a_named_image_fails if {
	every image in samples.silences { count(_found("ml.training", {"image": image})) == 1 }
}

test_what_cannot_be_read_fails if {
	every hidden in [samples.unknown, samples.secret] {
		count(_found("edge.deployment", _deployment("greengrass", hidden))) == 1
		count(_found("edge.component", _component(hidden))) == 1
		found := _found("edge.deployment", {"runtime": "greengrass", "components": hidden})
		{finding.vars.image | some finding in found} == {"what cannot be read"}
		count(_found("edge.component", {"artifacts": [hidden]})) == 1
	}
}

test_a_tag_somebody_trusts_passes if {
	params := {"supply_chain": {"tags_allowed": ["example.com:5000/agent"]}}
	trusted := samples.one("edge.deployment", _deployment("iot-edge", "example.com:5000/agent:1.6"))
	rule.deny == set() with input as trusted with data.params as params
	bare := samples.one("edge.deployment", _deployment("iot-edge", "example.com:5000/agent"))
	rule.deny == set() with input as bare with data.params as params
	every image in ["example.com:5000/agent-2:1.6", "example.com/agent:1.6", "agent:1.6"] {
		other := samples.one("edge.deployment", _deployment("iot-edge", image))
		count(rule.deny) == 1 with input as other with data.params as params
	}
}
