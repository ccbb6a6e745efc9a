# METADATA
# title: Captured requests and features are in countries their data may be in
# description: >-
#   Model endpoints can keep what they are asked and what they answer (data capture, asynchronous
#   output), and feature stores keep an offline copy. The place these write to is set apart from
#   the endpoint. Each label in them must be in a country that every entry of
#   params.residency.allowed permits for it.
# custom:
#   id: RES-13
#   severity: high
#   scope: resource
#   message: "{node} captures {data} of {source} in {target}, {region} ({country}), outside {allowed}"
#   risk: >-
#     Capture is there to watch the model, so nobody counts it as storage. It keeps every input,
#     with none of the retention that the source has.
#   fix: Write to a bucket or account inside the allowed countries, or switch capture off.
#   controls:
#     - gdpr:44
#     - gdpr:28(3)(a)
#     - nist-800-53r5:SA-9(5)
#     - nist-800-53r5:CM-12
#     - bsi-c5-2020:PSS-12
#     - secnumcloud-3.2:19.2.a
#   needs:
#     copy.capture: [location.cloud, data, carrier]
#   params: [residency.allowed]
#   effective_on: "2026-01-01"
package residency.captures_in_allowed_countries

import data.lib.law

deny contains finding if some finding in law.stray_copies(["copy.capture"])

qualified contains note if some note in law.doubtful_copies(["copy.capture"])
