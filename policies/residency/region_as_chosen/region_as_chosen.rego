# METADATA
# title: Storage with labelled data is in the region somebody chose for it
# description: >-
#   Nine of ten AWS resource types take a region of their own, which overrides the provider's. A
#   store with labelled data is in the region that its component asked for. Where none asked, it is
#   in its provider's region. Without either there is nothing to differ from, and RES-01 alone
#   judges the place.
# custom:
#   id: RES-03
#   severity: medium
#   scope: resource
#   message: "{node} holds {data} in {region}, although {expected}"
#   risk: >-
#     Whoever reads the provider, or the estate, takes the data to be there. Reviews, guardrails and
#     the next change are all made for the wrong region.
#   fix: >-
#     Remove the region of the resource, use a provider for that region, or let its component ask for it.
#   controls:
#     - nist-800-53r5:CM-12
#     - nist-800-53r5:SA-9(5)
#     - nist-800-53r5:CM-6
#     - bsi-c5-2020:PSS-12
#     - secnumcloud-3.2:19.2.a
#     - azure-policy:e56962a6-4747-49cd-b67b-bf8b01975c4c
#     - aws-control-tower:CT.MULTISERVICE.PV.1
#   needs:
#     "*": [data, location.region, provider_region, intended_region]
#   effective_on: "2026-01-01"
package residency.region_as_chosen

import data.lib.labels
import data.lib.nodes

deny contains finding if {
	some store in nodes.having(["data", "provider_region"])
	held := labels.held(nodes.prop(store, "data"))
	count(held) > 0
	region := object.get(store, ["props", "location", "region"], null)
	expected := _expectation(store, region)
	finding := {
		"node": store.id,
		"vars": {
			"data": labels.names(held),
			"region": nodes.shown(region),
			"expected": expected,
		},
	}
}

# What speaks against a region; undefined where nothing does.
_expectation(store, region) := sprintf("its component asked for %v", [nodes.shown(intended)]) if {
	intended := nodes.prop(store, "intended_region")
	intended != null
	intended != region
}

_expectation(store, region) := sprintf("its provider is set to %v and nobody asked for another", [nodes.shown(provider)]) if {
	nodes.prop(store, "intended_region") == null
	provider := nodes.prop(store, "provider_region")
	provider != null
	provider != region
}
