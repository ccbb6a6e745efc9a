package lib.samples

# Facts on law, cut from the real ones. Japan's finding of the EEA is invented: nobody verified it.
law_facts := object.union(facts, {
	"regimes": object.union(facts.regimes, {"IN": "IN", "RU": "RU", "SG": "SG", "CN": "CN"}),
	"adequacy": {"EEA": object.union(facts.adequacy.EEA, {
		"US": {
			"source": "DPF",
			"until": null,
			"conditional": true,
			"condition": "the recipient is listed under the Data Privacy Framework",
			"framework": "dpf",
			"contested": "C-703/25 P",
			"confidence": "stated",
		},
		"CA": {
			"source": "2002/2/EC",
			"until": null,
			"conditional": true,
			"condition": "the recipient is subject to PIPEDA",
			"framework": null,
			"contested": null,
			"confidence": "verified",
		},
		"JP": {
			"source": "hearsay",
			"until": null,
			"conditional": false,
			"contested": null,
			"confidence": "unverified",
		},
		"UY": {
			"source": "2012/484/EU",
			"until": null,
			"conditional": false,
			"contested": "a case before the court",
			"confidence": "verified",
		},
	})},
	"transfer_rules": {
		"EEA": {
			"model": "adequacy",
			"blacklist": [],
			"mechanisms": {
				"scc": {"anchor": "GDPR art. 46(2)(c)", "occasional": false},
				"bcr": {"anchor": "GDPR art. 47", "occasional": false},
				"dpf": {"anchor": "GDPR art. 45", "occasional": false},
				"consent": {"anchor": "GDPR art. 49(1)(a)", "occasional": true},
			},
			"source": "GDPR",
			"confidence": "verified",
		},
		"US": {
			"model": "open",
			"blacklist": [],
			"mechanisms": {},
			"source": "none",
			"confidence": "verified",
		},
		"IN": {
			"model": "blacklist",
			"blacklist": ["CN"],
			"mechanisms": {},
			"source": "DPDP",
			"confidence": "verified",
		},
		"SG": {
			"model": "open",
			"blacklist": [],
			"mechanisms": {},
			"source": "hearsay",
			"confidence": "unverified",
		},
	},
	"localisation": [
		{
			"id": "ru",
			"country": "RU",
			"kind": "mirror",
			"categories": ["user.*"],
			"people_from": null,
			"condition": null,
			"anchor": "242-FZ art. 18(5)",
			"source": "242-FZ",
			"confidence": "verified",
		},
		{
			"id": "in-payments",
			"country": "IN",
			"kind": "hard",
			"categories": ["user.financial.*"],
			"people_from": null,
			"condition": null,
			"anchor": "RBI s. 1",
			"source": "RBI",
			"confidence": "verified",
		},
		{
			"id": "cn",
			"country": "CN",
			"kind": "conditional",
			"categories": ["user.*"],
			"people_from": 100000,
			"condition": "the authority assessed it",
			"met_by": ["scc"],
			"anchor": "PIPL art. 40",
			"source": "PIPL",
			"confidence": "unverified",
		},
	],
	"bulk_data": {
		"countries": ["CN", "RU"],
		"classes": [{"name": "biometric identifiers", "categories": ["user.biometric"], "people": 1000}],
	},
	"special_categories": {"categories": ["user.biometric.*", "user.health_and_medical.*"]},
	"non_personal": {"origin_zone": "EU"},
})

law_params := object.union(params, {"transfer": object.union(params.transfer, {
	"accepted_mechanisms": ["scc", "bcr", "dpf", "consent", "idta"],
	"evidence_max_age_days": 365,
	"epsilon_max": 8,
	"non_personal_from": "confidential",
	"non_personal_parents": ["EEA"],
})})

scc := {"type": "scc", "evidence": "DOC-114", "valid_to": "2028-01-31", "onward": false}

# Camera frames that cross from Germany to India without any transfer mechanism.
transfer := {
	"location": at("IN"),
	"data": camera_frames,
	"carrier": "camera-frames",
	"form": "source",
	"flow_kind": "declared",
	"link": "flow/1",
	"from_place": "site/a",
	"to_place": "site/b",
	"from_country": "DE",
	"to_country": "IN",
	"recipient": null,
	"recipient_parent": null,
	"purpose": null,
	"frequency": null,
	"transfer_mechanism": null,
	"previous_crossing": null,
	"people": null,
	"subjects": [],
	"use": null,
}

# The transfer with some of its properties changed.
transferred(changes) := one("topology.transfer", {name: value |
	some name, before in transfer
	value := object.get(changes, name, before)
})

# A way of a label over borders: a list of what is otherwise of the crossing of each. They are named
# after their number, and each follows the one before.
over_borders(list) := [crossed |
	some number, changes in list
	own := {"link": sprintf("flow/%d", [number]), "previous_crossing": _before(number)}
	crossed := {
		"id": sprintf("t%d", [number]),
		"type": "t",
		"kind": "topology.transfer",
		"name": sprintf("t%d", [number]),
		"props": object.union(object.union(transfer, own), changes),
	}
]

_before(0) := null

_before(number) := sprintf("t%d", [number - 1]) if number > 0
