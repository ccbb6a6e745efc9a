# METADATA
# title: Copies of image and model registries are in countries their data may be in
# description: >-
#   A registry that is replicated puts every image and every model in the other region. A model has
#   the labels of what it was trained on, and so has an image with the model in it. Each must be in
#   a country that every entry of params.residency.allowed permits for it. Entries with carriers
#   "source" restrict models too, save in the country they are copied from: replication takes all
#   models, also those nobody decided to send.
# custom:
#   id: RES-11
#   severity: medium
#   scope: resource
#   message: "{node} copies models or images with {data} of {source} to {target}, {region} ({country}), outside {allowed}"
#   risk: >-
#     A model can give back what it was trained on. Replicated with the registry it reaches a
#     country without the assessment that a release goes through.
#   fix: >-
#     Leave the repository or region out of the replication, and release single models by a
#     declared flow.
#   controls:
#     - gdpr:44
#     - nist-800-53r5:SA-9(5)
#     - nist-800-53r5:CM-12
#     - iso-27001-2022:5.23
#     - bsi-c5-2020:PSS-12
#     - secnumcloud-3.2:19.2.a
#     - azure-policy:e56962a6-4747-49cd-b67b-bf8b01975c4c
#   needs:
#     copy.registry: [location.cloud, data, carrier]
#   params: [residency.allowed]
#   effective_on: "2026-01-01"
package residency.registry_copies_in_allowed_countries

import data.lib.law

deny contains finding if some finding in law.stray_copies(["copy.registry"])

qualified contains note if some note in law.doubtful_copies(["copy.registry"])
