# METADATA
# title: What the tests of the rules judge
# description: Facts cut from the real ones, parameters as the packs have them, and nodes around one property.
package lib.samples

unknown := {"$unknown": true}

secret := {"$secret": true}

facts := {
	"zones": {"EU": ["DE", "IE", "FR"], "EEA": ["DE", "IE", "FR", "NO"]},
	"regimes": {
		"DE": "EEA",
		"FR": "EEA",
		"IE": "EEA",
		"NO": "EEA-EFTA",
		"BR": "BR",
		"GB": "UK",
		"US": "US",
	},
	"adequacy": {"EEA": {
		"NO": {"as_of": "2026-10-01", "source": "GDPR", "until": null, "conditional": false},
		"BR": {"as_of": "2026-10-31", "source": "2026/179", "until": null, "conditional": false},
		"GB": {"as_of": "2026-10-31", "source": "renewal", "until": "2031-12-27", "conditional": false},
		"US": {"as_of": "2026-10-31", "source": "DPF", "until": null, "conditional": true},
	}},
	"taxonomy": {
		"roots": ["system", "user"],
		"other_names": {
			"user.health": ["user.health_and_medical"],
			"user.health_and_medical": ["user.health"],
		},
	},
	"support": {
		"iot-edge": {"1.5": {"ends": "2026-11-10"}, "1.6": {"ends": "2028-11-14"}},
		"greengrass": {"2": {"ends": null}, "2.5": {"ends": "2026-01-01"}},
	},
	"classification_order": {"public": 0, "internal": 1, "confidential": 2, "secret": 3},
	"control_planes": {"aws": {
		"aws": {"region": "us-east-1", "country": "US", "confidence": "verified"},
		"aws-eusc": {"region": "eusc-de-east-1", "country": "DE", "confidence": "unverified"},
	}},
	"sovereignty": {"objectives": {
		"SOV-2": {"title": "Legal and jurisdictional sovereignty", "weight": 10},
		"SOV-4": {"title": "Operational sovereignty", "weight": 15},
	}},
}

params := {
	"residency": {"allowed": [{
		"origin": "EEA",
		"categories": ["user.*"],
		"zones": ["EEA"],
		"carriers": "source",
	}]},
	"transfer": {
		"categories": ["user.*"],
		"accepted_mechanisms": ["scc", "bcr"],
		"accept_conditional": [],
	},
	"sovereignty": {
		"operator_parents": {
			"public": ["*"],
			"internal": ["*"],
			"confidential": ["EEA", "US"],
			"secret": ["EEA"],
		},
		"control_planes": {
			"public": ["*"],
			"internal": ["*"],
			"confidential": ["EEA", "US"],
			"secret": ["EEA"],
		},
		"seal_minimum": {
			"public": {},
			"internal": {"SOV-2": 0},
			"confidential": {"SOV-2": 2},
			"secret": {"SOV-2": 3, "SOV-4": 1},
		},
		"key_custody": {
			"public": "provider",
			"internal": "provider",
			"confidential": "customer",
			"secret": "hsm",
		},
		"exit_from": "confidential",
		"exit_max_age_days": 365,
	},
	"operations": {"waiver_max_days": 180},
	"encryption": {
		"customer_key_from": "confidential",
		"image_registries": "customer",
		"tls_min": "1.2",
	},
	"device": {"protect_from": "confidential"},
	"supply_chain": {"tags_allowed": []},
}

camera_frames := {
	"id": "camera-frames",
	"origin": "DE",
	"classification": "confidential",
	"categories": ["user.biometric"],
	"retention_days": 7,
}

detections := {
	"id": "detections",
	"origin": "DE",
	"classification": "internal",
	"categories": ["system.operations"],
	"retention_days": 180,
}

# What a tag names and no estate describes.
stray := {
	"id": "stray",
	"origin": null,
	"classification": null,
	"categories": [],
	"retention_days": null,
}

at(country) := {"cloud": "aws", "region": "region-1", "country": country}

# An input with one node of a kind.
one(kind, props) := {
	"schema": "edgewright/policy-input",
	"version": 2,
	"at": "2026-11-23T12:00:00Z",
	"phase": "check",
	"nodes": {kind: [{"id": "it", "type": "t", "kind": kind, "name": "it", "props": props}]},
}

# Values with which a property says nothing: not set, not known, hidden.
silences := [null, unknown, secret]
