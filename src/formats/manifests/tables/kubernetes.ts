/** Workloads, services and configuration in Kubernetes 1.37. */
export const kubernetes = `
ClientIPConfig
  int timeoutSeconds

ConfigMap
  bool immutable
  enum(ConfigMap) kind!
  enum(v1) apiVersion!
  map(text) binaryData data
  {ObjectMeta} metadata

CronJob
  enum(CronJob) kind!
  enum(batch/v1) apiVersion!
  {CronJobSpec} spec!
  {CronJobStatus} status
  {ObjectMeta} metadata

CronJobSpec
  text concurrencyPolicy schedule! timeZone
  bool suspend
  int failedJobsHistoryLimit startingDeadlineSeconds successfulJobsHistoryLimit
  {JobTemplateSpec} jobTemplate!

CronJobStatus
  text lastScheduleTime lastSuccessfulTime
  list({ObjectReference}) active

DaemonSet
  enum(DaemonSet) kind!
  enum(apps/v1) apiVersion!
  {DaemonSetSpec} spec!
  {DaemonSetStatus} status
  {ObjectMeta} metadata

DaemonSetCondition
  text lastTransitionTime message reason status type

DaemonSetSpec
  int minReadySeconds revisionHistoryLimit
  {DaemonSetUpdateStrategy} updateStrategy
  {LabelSelector} selector!
  {PodTemplateSpec} template!

DaemonSetStatus
  int collisionCount currentNumberScheduled! desiredNumberScheduled! numberAvailable numberMisscheduled! numberReady!
  int numberUnavailable observedGeneration updatedNumberScheduled
  list({DaemonSetCondition}) conditions

DaemonSetUpdateStrategy
  text type
  {RollingUpdateDaemonSet} rollingUpdate

Deployment
  enum(Deployment) kind!
  enum(apps/v1) apiVersion!
  {DeploymentSpec} spec!
  {DeploymentStatus} status
  {ObjectMeta} metadata

DeploymentCondition
  text lastTransitionTime lastUpdateTime message reason status type

DeploymentSpec
  bool paused
  int minReadySeconds progressDeadlineSeconds replicas revisionHistoryLimit
  {DeploymentStrategy} strategy
  {LabelSelector} selector!
  {PodTemplateSpec} template!

DeploymentStatus
  int availableReplicas collisionCount observedGeneration readyReplicas replicas terminatingReplicas
  int unavailableReplicas updatedReplicas
  list({DeploymentCondition}) conditions

DeploymentStrategy
  text type
  {RollingUpdateDaemonSet} rollingUpdate

Job
  enum(Job) kind!
  enum(batch/v1) apiVersion!
  {JobSpec} spec
  {JobStatus} status
  {ObjectMeta} metadata

JobCondition
  text lastProbeTime lastTransitionTime message reason status! type!

JobSchedulingConfiguration
  list({WorkloadPodGroupResourceClaim}) resourceClaims
  {WorkloadPodGroupDisruptionMode} disruptionMode
  {WorkloadPodGroupSchedulingConstraints} schedulingConstraints
  {WorkloadPodGroupSchedulingPolicy} schedulingPolicy

JobSpec
  text completionMode managedBy podReplacementPolicy
  bool manualSelector suspend
  int activeDeadlineSeconds backoffLimit backoffLimitPerIndex completions maxFailedIndexes parallelism
  int ttlSecondsAfterFinished
  {JobSchedulingConfiguration} scheduling
  {LabelSelector} selector
  {PodFailurePolicy} podFailurePolicy
  {PodTemplateSpec} template!
  {SuccessPolicy} successPolicy

JobStatus
  text completedIndexes completionTime failedIndexes startTime
  int active failed ready succeeded terminating
  list({JobCondition}) conditions
  {UncountedTerminatedPods} uncountedTerminatedPods

JobTemplateSpec
  {JobSpec} spec
  {ObjectMeta} metadata

LoadBalancerIngress
  text hostname ip ipMode
  list({IngressPortStatus}) ports

LoadBalancerStatus
  list({LoadBalancerIngress}) ingress

ManagedFieldsEntry
  text apiVersion fieldsType manager operation subresource time
  map(any) fieldsV1

ModifyVolumeStatus
  text status! targetVolumeAttributesClassName

Namespace
  enum(Namespace) kind!
  enum(v1) apiVersion!
  {NamespaceSpec} spec
  {NamespaceStatus} status
  {ObjectMeta} metadata

NamespaceCondition
  text lastTransitionTime message reason status! type!

NamespaceSpec
  list(text) finalizers

NamespaceStatus
  text phase
  list({NamespaceCondition}) conditions

ObjectMeta
  text creationTimestamp deletionTimestamp generateName name namespace resourceVersion selfLink uid
  int deletionGracePeriodSeconds generation
  list(text) finalizers
  list({ManagedFieldsEntry}) managedFields
  list({OwnerReference}) ownerReferences
  map(text) annotations labels

ObjectReference
  text apiVersion fieldPath kind name namespace resourceVersion uid

OwnerReference
  text apiVersion! kind! name! uid!
  bool blockOwnerDeletion controller

PersistentVolumeClaim
  enum(PersistentVolumeClaim) kind!
  enum(v1) apiVersion!
  {ObjectMeta} metadata
  {PersistentVolumeClaimSpec} spec
  {PersistentVolumeClaimStatus} status

PersistentVolumeClaim2
  enum(PersistentVolumeClaim) kind
  enum(v1) apiVersion
  {ObjectMeta} metadata
  {PersistentVolumeClaimSpec} spec
  {PersistentVolumeClaimStatus} status

PersistentVolumeClaimStatus
  text currentVolumeAttributesClassName phase
  list(text) accessModes
  list({JobCondition}) conditions
  map(quantity) allocatedResources capacity
  map(text) allocatedResourceStatuses
  {ModifyVolumeStatus} modifyVolumeStatus
  {VolumeHealthStatus} healthStatus

PodFailurePolicy
  list({PodFailurePolicyRule}) rules!

PodFailurePolicyOnExitCodesRequirement
  text containerName operator!
  list(int) values!

PodFailurePolicyOnPodConditionsPattern
  text status type!

PodFailurePolicyRule
  text action!
  list({PodFailurePolicyOnPodConditionsPattern}) onPodConditions
  {PodFailurePolicyOnExitCodesRequirement} onExitCodes

RollingUpdateDaemonSet
  int-or-text maxSurge maxUnavailable

RollingUpdateStatefulSetStrategy
  int partition
  int-or-text maxUnavailable

Secret
  text type
  bool immutable
  enum(Secret) kind!
  enum(v1) apiVersion!
  map(text) data stringData
  {ObjectMeta} metadata

Service
  enum(Service) kind!
  enum(v1) apiVersion!
  {ObjectMeta} metadata
  {ServiceSpec} spec
  {ServiceStatus} status

ServiceAccount
  bool automountServiceAccountToken
  enum(ServiceAccount) kind!
  enum(v1) apiVersion!
  list({LocalObjectReference}) imagePullSecrets
  list({ObjectReference}) secrets
  {ObjectMeta} metadata

ServicePort
  text appProtocol name protocol
  int nodePort port!
  int-or-text targetPort

ServiceSpec
  text clusterIP externalName externalTrafficPolicy internalTrafficPolicy ipFamilyPolicy loadBalancerClass
  text loadBalancerIP sessionAffinity trafficDistribution type
  bool allocateLoadBalancerNodePorts publishNotReadyAddresses
  int healthCheckNodePort
  list(text) clusterIPs externalIPs ipFamilies loadBalancerSourceRanges
  list({ServicePort}) ports
  map(text) selector
  {SessionAffinityConfig} sessionAffinityConfig

ServiceStatus
  list({Condition}) conditions
  {LoadBalancerStatus} loadBalancer

SessionAffinityConfig
  {ClientIPConfig} clientIP

StatefulSet
  enum(StatefulSet) kind!
  enum(apps/v1) apiVersion!
  {ObjectMeta} metadata
  {StatefulSetSpec} spec!
  {StatefulSetStatus} status

StatefulSetOrdinals
  int start

StatefulSetPersistentVolumeClaimRetentionPolicy
  text whenDeleted whenScaled

StatefulSetSpec
  text podManagementPolicy serviceName
  int minReadySeconds replicas revisionHistoryLimit
  list({PersistentVolumeClaim2}) volumeClaimTemplates
  {LabelSelector} selector!
  {PodTemplateSpec} template!
  {StatefulSetOrdinals} ordinals
  {StatefulSetPersistentVolumeClaimRetentionPolicy} persistentVolumeClaimRetentionPolicy
  {StatefulSetUpdateStrategy} updateStrategy

StatefulSetStatus
  text currentRevision updateRevision
  int availableReplicas collisionCount currentReplicas observedGeneration readyReplicas replicas! updatedReplicas
  list({DaemonSetCondition}) conditions

StatefulSetUpdateStrategy
  text type
  {RollingUpdateStatefulSetStrategy} rollingUpdate

SuccessPolicy
  list({SuccessPolicyRule}) rules!

SuccessPolicyRule
  text succeededIndexes
  int succeededCount

TopologyConstraint
  text key!

UncountedTerminatedPods
  list(text) failed succeeded

VolumeHealthCondition
  text message reason! status!

VolumeHealthStatus
  text lastTransitionTime
  list({VolumeHealthCondition}) healthConditions

WorkloadPodGroupDisruptionMode
  map(any) all single

WorkloadPodGroupGangSchedulingPolicy
  int minCount

WorkloadPodGroupSchedulingConstraints
  list({TopologyConstraint}) topology

WorkloadPodGroupSchedulingPolicy
  map(any) basic
  {WorkloadPodGroupGangSchedulingPolicy} gang
`;
