# METADATA
# title: Global services hold no data that is bound to other countries
# description: >-
#   A global service has no region. Its control plane, with names, settings and logs, is in one
#   country, and what some serve is copied to all the world. Each label that such a service holds
#   must be allowed there by every entry of params.residency.allowed: no entry allows the whole
#   world. Where a control plane is that nobody has published is left undetermined.
# custom:
#   id: RES-04
#   severity: high
#   scope: resource
#   message: "{node} ({service}) holds {data} and {reach}, outside {allowed}"
#   risk: >-
#     Region settings and guardrails do not apply to such a service, so data in it passes all of them
#     unseen.
#   fix: Keep labelled data out of the service, or use a regional one in its place.
#   controls:
#     - gdpr:44
#     - gdpr:28(3)(a)
#     - nist-800-53r5:SA-9(5)
#     - nist-800-53r5:CM-12
#     - bsi-c5-2020:PSS-12
#     - secnumcloud-3.2:19.2.d
#     - aws-control-tower:AWS-GR_REGION_DENY
#     - azure-policy-initiative:bebfcba2-e789-4da6-9043-726ef3a00d02
#   needs:
#     service.global: [location.cloud, data, worldwide]
#   params: [residency.allowed]
#   effective_on: "2026-01-01"
package residency.global_services_unrestricted

import data.lib.labels
import data.lib.law
import data.lib.nodes

deny contains finding if {
	some [service, label, entry] in _not_allowed
	not _in_doubt(service)
	finding := {
		"node": service.id,
		"vars": {
			"service": nodes.shown(nodes.prop(service, "service")),
			"data": label.id,
			"reach": _reach(service),
			"allowed": law.allowed_by(entry),
		},
	}
}

qualified contains note if {
	some [service, label, entry] in _not_allowed
	_in_doubt(service)
	note := {
		"node": service.id,
		"outcome": "undetermined",
		"because": sprintf(
			"it holds %s, which may only be in %s, and in which country its control plane is nobody has published",
			[label.id, law.allowed_by(entry)],
		),
	}
}

_not_allowed contains [service, label, entry] if {
	some service in nodes.of_kinds(["service.global"])
	place := _place(service)
	some label in labels.held(nodes.prop(service, "data"))
	some entry in law.restrictions(label)
	not law.allows(entry, place)
}

# The one country it is in; null where that is not known or there is more than one.
_place(service) := law.settled_country(service) if _is_in_one_place(service)

_place(service) := null if not _is_in_one_place(service)

_is_in_one_place(service) if nodes.prop(service, "worldwide") == false

_in_doubt(service) if {
	_is_in_one_place(service)
	law.country_in_doubt(service)
}

_reach(service) := "serves it from anywhere in the world" if nodes.prop(service, "worldwide") == true

_reach(service) := "nobody says whether it is served worldwide" if not is_boolean(nodes.prop(service, "worldwide"))

_reach(service) := sprintf("is controlled from %s", [law.shown_country(service)]) if _is_in_one_place(service)
