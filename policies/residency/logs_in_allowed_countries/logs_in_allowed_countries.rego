# METADATA
# title: Logs are sent to countries their data may be in
# description: >-
#   Trails, flow logs and diagnostic settings write to a bucket, a workspace or a stream that can
#   be in another region than what they log. They carry names, addresses and often the requests
#   themselves. Each label that goes along must stay in a country that every entry of
#   params.residency.allowed permits for it.
# custom:
#   id: RES-09
#   severity: high
#   scope: resource
#   message: "{node} logs {data} of {source} to {target}, {region} ({country}), outside {allowed}"
#   risk: >-
#     One central log store collects what every region was meant to keep to itself, and more people
#     can read it than the data.
#   fix: Give each country its own log store, or log to one inside the allowed countries.
#   controls:
#     - gdpr:44
#     - nist-800-53r5:SA-9(5)
#     - nist-800-53r5:CM-12
#     - nist-800-53r5:AC-4
#     - iso-27001-2022:8.15
#     - bsi-c5-2020:PSS-12
#     - secnumcloud-3.2:19.2.d
#   needs:
#     copy.log: [location.cloud, data, carrier]
#   params: [residency.allowed]
#   effective_on: "2026-01-01"
package residency.logs_in_allowed_countries

import data.lib.law

deny contains finding if some finding in law.stray_copies(["copy.log"])

qualified contains note if some note in law.doubtful_copies(["copy.log"])
