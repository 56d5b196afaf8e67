/** Access, autoscaling, disruption and network policies, and ingresses. */
export const policies = `
AggregationRule
  list({LabelSelector}) clusterRoleSelectors

ClusterRole
  enum(ClusterRole) kind!
  enum(rbac.authorization.k8s.io/v1) apiVersion!
  list({PolicyRule}) rules
  {AggregationRule} aggregationRule
  {ObjectMeta} metadata

ClusterRoleBinding
  enum(ClusterRoleBinding) kind!
  enum(rbac.authorization.k8s.io/v1) apiVersion!
  list({Subject}) subjects
  {ObjectMeta} metadata
  {RoleRef} roleRef!

Condition
  text lastTransitionTime! message! reason! status! type!
  int observedGeneration

ContainerResourceMetricSource
  text container! name!
  {MetricTarget} target!

ContainerResourceMetricStatus
  text container! name!
  {MetricValueStatus} current!

CrossVersionObjectReference
  text apiVersion kind! name!

ExternalMetricSource
  {MetricIdentifier} metric!
  {MetricTarget} target!

ExternalMetricStatus
  {MetricIdentifier} metric!
  {MetricValueStatus} current!

HPAScalingPolicy
  text type!
  int periodSeconds! value!

HPAScalingRules
  text selectPolicy
  int stabilizationWindowSeconds
  list({HPAScalingPolicy}) policies
  quantity tolerance

HTTPIngressPath
  text path pathType!
  {IngressBackend} backend!

HTTPIngressRuleValue
  list({HTTPIngressPath}) paths!

HorizontalPodAutoscaler
  enum(HorizontalPodAutoscaler) kind!
  enum(autoscaling/v2) apiVersion!
  {HorizontalPodAutoscalerSpec} spec!
  {HorizontalPodAutoscalerStatus} status
  {ObjectMeta} metadata

HorizontalPodAutoscalerBehavior
  {HPAScalingRules} scaleDown scaleUp

HorizontalPodAutoscalerCondition
  text lastTransitionTime message reason status! type!
  int observedGeneration

HorizontalPodAutoscalerSpec
  int maxReplicas! minReplicas
  list({MetricSpec}) metrics
  {CrossVersionObjectReference} scaleTargetRef!
  {HorizontalPodAutoscalerBehavior} behavior

HorizontalPodAutoscalerStatus
  text lastScaleTime
  int currentReplicas desiredReplicas! observedGeneration
  list({HorizontalPodAutoscalerCondition}) conditions
  list({MetricStatus}) currentMetrics

IPBlock
  text cidr!
  list(text) except

Ingress
  enum(Ingress) kind!
  enum(networking.k8s.io/v1) apiVersion!
  {IngressSpec} spec
  {IngressStatus} status
  {ObjectMeta} metadata

IngressBackend
  {IngressServiceBackend} service
  {RoleRef} resource

IngressLoadBalancerIngress
  text hostname ip
  list({IngressPortStatus}) ports

IngressLoadBalancerStatus
  list({IngressLoadBalancerIngress}) ingress

IngressPortStatus
  text error protocol!
  int port!

IngressRule
  text host
  {HTTPIngressRuleValue} http

IngressServiceBackend
  text name!
  {ServiceBackendPort} port

IngressSpec
  text ingressClassName
  list({IngressRule}) rules
  list({IngressTLS}) tls
  {IngressBackend} defaultBackend

IngressStatus
  {IngressLoadBalancerStatus} loadBalancer

IngressTLS
  text secretName
  list(text) hosts

MetricIdentifier
  text name!
  {LabelSelector} selector

MetricSpec
  text type!
  {ContainerResourceMetricSource} containerResource
  {ExternalMetricSource} external pods
  {ObjectMetricSource} object
  {ResourceMetricSource} resource

MetricStatus
  text type!
  {ContainerResourceMetricStatus} containerResource
  {ExternalMetricStatus} external pods
  {ObjectMetricStatus} object
  {ResourceMetricStatus} resource

MetricTarget
  text type!
  int averageUtilization
  quantity averageValue value

MetricValueStatus
  int averageUtilization
  quantity averageValue value

NetworkPolicy
  enum(NetworkPolicy) kind!
  enum(networking.k8s.io/v1) apiVersion!
  {NetworkPolicySpec} spec
  {ObjectMeta} metadata

NetworkPolicyEgressRule
  list({NetworkPolicyPeer}) to
  list({NetworkPolicyPort}) ports

NetworkPolicyIngressRule
  list({NetworkPolicyPeer}) from
  list({NetworkPolicyPort}) ports

NetworkPolicyPeer
  {IPBlock} ipBlock
  {LabelSelector} namespaceSelector podSelector

NetworkPolicyPort
  text protocol
  int endPort
  int-or-text port

NetworkPolicySpec
  list(text) policyTypes
  list({NetworkPolicyEgressRule}) egress
  list({NetworkPolicyIngressRule}) ingress
  {LabelSelector} podSelector

ObjectMetricSource
  {CrossVersionObjectReference} describedObject!
  {MetricIdentifier} metric!
  {MetricTarget} target!

ObjectMetricStatus
  {CrossVersionObjectReference} describedObject!
  {MetricIdentifier} metric!
  {MetricValueStatus} current!

PodDisruptionBudget
  enum(PodDisruptionBudget) kind!
  enum(policy/v1) apiVersion!
  {ObjectMeta} metadata
  {PodDisruptionBudgetSpec} spec
  {PodDisruptionBudgetStatus} status

PodDisruptionBudgetSpec
  text unhealthyPodEvictionPolicy
  int-or-text maxUnavailable minAvailable
  {LabelSelector} selector

PodDisruptionBudgetStatus
  int currentHealthy desiredHealthy disruptionsAllowed expectedPods observedGeneration
  list({Condition}) conditions
  map(text) disruptedPods

PolicyRule
  list(text) apiGroups nonResourceURLs resourceNames resources verbs!

ResourceMetricSource
  text name!
  {MetricTarget} target!

ResourceMetricStatus
  text name!
  {MetricValueStatus} current!

Role
  enum(Role) kind!
  enum(rbac.authorization.k8s.io/v1) apiVersion!
  list({PolicyRule}) rules
  {ObjectMeta} metadata

RoleBinding
  enum(RoleBinding) kind!
  enum(rbac.authorization.k8s.io/v1) apiVersion!
  list({Subject}) subjects
  {ObjectMeta} metadata
  {RoleRef} roleRef!

ServiceBackendPort
  text name
  int number
`;
