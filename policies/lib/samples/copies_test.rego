package lib.samples

import data.lib.law

# Camera frames that a bucket in Frankfurt copies to Virginia by itself.
copy := {
	"location": {"cloud": "aws", "region": "us-east-1", "country": "US"},
	"data": [camera_frames],
	"carrier": "camera-frames",
	"source": "urn:pulumi:s::p::aws:s3/bucket:Bucket::frames",
	"by": "urn:pulumi:s::p::aws:s3/bucketReplicationConfig:BucketReplicationConfig::copied",
	"from_region": "eu-central-1",
	"from_country": "DE",
	"target": "urn:pulumi:s::p::aws:s3/bucket:Bucket::second",
}

# The copy as a node of a kind, with some of its properties changed.
copied(kind, changes) := one(kind, {name: value |
	some name, before in copy
	value := object.get(changes, name, before)
})

# A copy of every kind, each named after its kind, with some of its properties changed.
every_copy(changes) := object.union(copied("copy.replica", {}), {"nodes": {kind: [node] |
	some flow_kind in law.copy_kinds
	kind := concat(".", ["copy", flow_kind])
	some made in copied(kind, changes).nodes[kind]
	node := object.union(made, {"id": kind})
}})

worldwide := {"cloud": "aws", "region": "worldwide", "country": unknown}

nowhere := {"cloud": "aws", "region": unknown, "country": unknown}
