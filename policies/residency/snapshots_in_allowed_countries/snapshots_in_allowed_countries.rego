# METADATA
# title: Copies of snapshots and machine images are in countries their data may be in
# description: >-
#   A snapshot is a whole disk, and so is a machine image that was made of one. Copying it to
#   another region takes all of its labels there. Each must be in a country that every entry of
#   params.residency.allowed permits for it.
# custom:
#   id: RES-08
#   severity: high
#   scope: resource
#   message: "{node} copies a snapshot with {data} of {source} to {target}, {region} ({country}), outside {allowed}"
#   risk: >-
#     A snapshot holds what was deleted since, with the swap and the logs of the machine. Whoever
#     can start one in the other country reads it all.
#   fix: >-
#     Copy to a region inside the allowed countries, or build the image anew there without the
#     data.
#   controls:
#     - gdpr:44
#     - gdpr:28(3)(a)
#     - nist-800-53r5:SA-9(5)
#     - nist-800-53r5:CM-12
#     - nist-800-53r5:CP-9
#     - bsi-c5-2020:PSS-12
#     - secnumcloud-3.2:19.2.a
#     - aws-control-tower:CT.MULTISERVICE.PV.1
#   needs:
#     copy.snapshot: [location.cloud, data, carrier]
#   params: [residency.allowed]
#   effective_on: "2026-01-01"
package residency.snapshots_in_allowed_countries

import data.lib.law

deny contains finding if some finding in law.stray_copies(["copy.snapshot"])

qualified contains note if some note in law.doubtful_copies(["copy.snapshot"])
