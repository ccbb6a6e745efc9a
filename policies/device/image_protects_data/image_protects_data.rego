# METADATA
# title: Device images protect the data of their fleets
# description: >-
#   An image whose fleets hold a label classified at params.device.protect_from or higher boots only
#   signed code, verifies its root file system, encrypts its disk and takes only updates verified against
#   a key in it; not set counts as off. Whatever its fleets hold, an image must not rely on what its
#   devices lack: a disk key in a TPM needs TPM 2.0, and secure boot needs it in every device class that
#   uses the image.
# custom:
#   id: DEV-01
#   severity: high
#   scope: resource
#   message: "{node}: {problem}; its fleets hold {data}"
#   risk: >-
#     Devices stand where anyone can carry them off. Without these the disk is read on a desk, or the
#     device comes back with software that is not yours.
#   fix: Turn the protection on in the image, or use a device class whose hardware has it.
#   controls:
#     - cra-annex-1:I(2)(e)
#     - cra-annex-1:I(2)(f)
#     - etsi-en-303-645:5.4-1
#     - iec-62443-3-3:SR 3.4
#     - iec-62443-3-3:SR 4.1
#     - nist-800-53r5:SC-28(1)
#     - nistir-8259a:data-protection
#   needs:
#     device.image: [data, secure_boot, verity, disk_encryption, tpm, class_secure_boot, update_key]
#   params: [device.protect_from]
#   effective_on: "2026-01-01"
package device.image_protects_data

import data.lib.labels
import data.lib.nodes

deny contains _finding(image, "secure boot is off") if {
	some image in _sensitive
	nodes.prop(image, "secure_boot") != true
}

deny contains _finding(image, "its root file system is not verified") if {
	some image in _sensitive
	nodes.prop(image, "verity") != true
}

deny contains _finding(image, "its disk is not encrypted") if {
	some image in _sensitive
	not nodes.prop(image, "disk_encryption") in {"passphrase", "tpm2"}
}

deny contains _finding(image, "its updates are not verified against a key") if {
	some image in _sensitive
	nodes.prop(image, "update_key") != true
}

deny contains _finding(image, "its disk key is in a TPM 2.0, and not every device has one") if {
	some image in _images
	nodes.prop(image, "disk_encryption") == "tpm2"
	nodes.prop(image, "tpm") != "2.0"
}

deny contains _finding(image, "it needs secure boot, and not every device class has it") if {
	some image in _images
	nodes.prop(image, "secure_boot") == true
	nodes.prop(image, "class_secure_boot") != true
}

_images := nodes.of_kinds(["device.image"])

_sensitive := [image |
	some image in _images
	some label in labels.held(nodes.prop(image, "data"))
	labels.at_least(label, data.params.device.protect_from)
]

_finding(image, problem) := {
	"node": image.id,
	"vars": {"problem": problem, "data": labels.names(labels.held(nodes.prop(image, "data")))},
}
