# METADATA
# title: Telemetry is sent to countries its data may be in
# description: >-
#   Agents, delivery streams and application monitoring send measurements, traces and payloads to
#   an address, often that of a service of somebody else. Each label that goes along must arrive in
#   a country that every entry of params.residency.allowed permits for it. An address whose country
#   is not known is left undetermined.
# custom:
#   id: RES-10
#   severity: high
#   scope: resource
#   message: "{node} sends telemetry with {data} of {source} to {target}, {region} ({country}), outside {allowed}"
#   risk: >-
#     Monitoring is switched on with one line and sends from then on. Its provider is a recipient
#     that no register names.
#   fix: Use an endpoint inside the allowed countries, or take the data out before it is sent.
#   controls:
#     - gdpr:44
#     - gdpr:28(3)(a)
#     - nist-800-53r5:SA-9(5)
#     - nist-800-53r5:CM-12
#     - nist-800-53r5:AC-4
#     - iso-27001-2022:8.12
#     - bsi-c5-2020:PSS-12
#     - secnumcloud-3.2:19.2.d
#   needs:
#     copy.telemetry: [location.cloud, data, carrier]
#   params: [residency.allowed]
#   effective_on: "2026-01-01"
package residency.telemetry_in_allowed_countries

import data.lib.law

deny contains finding if some finding in law.stray_copies(["copy.telemetry"])

qualified contains note if some note in law.doubtful_copies(["copy.telemetry"])
