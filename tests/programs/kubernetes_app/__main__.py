"""An application on a cluster that is there: nothing of a cloud, one explicit provider."""

import pulumi

provider = pulumi.ProviderResource("kubernetes", "cluster", {"kubeconfig": "~/.kube/config"})
opts = pulumi.ResourceOptions(provider=provider)


def made(type: str, name: str, space: str | None = "shop", **spec: object) -> pulumi.CustomResource:
    """An object of the cluster."""
    metadata = {"name": name, **({"namespace": space} if space else {})}
    return pulumi.CustomResource(f"kubernetes:{type}", name, {"metadata": metadata, **spec}, opts)


def pod(image: str, **more: object) -> dict:
    """The template of a pod."""
    container = {"name": "main", "image": image, "resources": {"limits": {"memory": "256Mi"}}}
    return {"metadata": {"labels": {"app": image}}, "spec": {"containers": [container], **more}}


made("core/v1:Namespace", "shop", None)
made("core/v1:ServiceAccount", "runner")
made(
    "rbac.authorization.k8s.io/v1:Role",
    "reader",
    rules=[{"apiGroups": [""], "resources": ["configmaps"], "verbs": ["get"]}],
)
made(
    "rbac.authorization.k8s.io/v1:RoleBinding",
    "runner-reads",
    roleRef={"kind": "Role", "name": "reader", "apiGroup": "rbac.authorization.k8s.io"},
    subjects=[{"kind": "ServiceAccount", "name": "runner"}],
)
made("core/v1:ConfigMap", "settings", data={"LEVEL": "info"})
made("core/v1:Secret", "login", stringData={"password": pulumi.Output.secret("abc")})
made("storage.k8s.io/v1:StorageClass", "fast", None, provisioner="ebs.csi.aws.com")
made("core/v1:PersistentVolumeClaim", "files", spec={"storageClassName": "fast"})
made("apps/v1:Deployment", "web", spec={"replicas": 2, "template": pod("acme/web:2")})
made("apps/v1:StatefulSet", "store", spec={"template": pod("postgres:17")})
made("apps/v1:DaemonSet", "agent", spec={"template": pod("acme/agent:1", hostNetwork=True)})
made("batch/v1:CronJob", "nightly", spec={"jobTemplate": {"spec": {"template": pod("acme/j:1")}}})
made("core/v1:Service", "web-service", spec={"type": "LoadBalancer", "ports": [{"port": 80}]})
made("networking.k8s.io/v1:Ingress", "entry", spec={"tls": [{"hosts": ["shop.example"]}]})
made(
    "networking.k8s.io/v1:NetworkPolicy",
    "closed",
    spec={"podSelector": {}, "policyTypes": ["Ingress", "Egress"]},
)
made("autoscaling/v2:HorizontalPodAutoscaler", "web-scale", spec={"maxReplicas": 4})
made("policy/v1:PodDisruptionBudget", "web-stays", spec={"minAvailable": 1})
made("helm.sh/v3:Release", "cache", chart="valkey", version="3.0.0")
made("cert-manager.io/v1:Certificate", "shop-tls", spec={"secretName": "shop-tls"})
