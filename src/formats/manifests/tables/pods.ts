/** Pods: their specification without containers and volumes. */
export const pods = `
Affinity
  {NodeAffinity} nodeAffinity
  {PodAffinity} podAffinity podAntiAffinity

EphemeralContainer
  text image imagePullPolicy name! restartPolicy targetContainerName terminationMessagePath terminationMessagePolicy
  text workingDir
  bool stdin stdinOnce tty
  list(text) args command
  list({ContainerPort}) ports
  list({ContainerResizePolicy}) resizePolicy
  list({ContainerRestartRule}) restartPolicyRules
  list({EnvFromSource}) envFrom
  list({EnvVar}) env
  list({VolumeDevice}) volumeDevices
  list({VolumeMount}) volumeMounts
  {Lifecycle} lifecycle
  {Probe} livenessProbe readinessProbe startupProbe
  {ResourceRequirements} resources
  {SecurityContext} securityContext

EvictionResponder
  text name!
  int priority!

HostAlias
  text ip!
  list(text) hostnames

NodeAffinity
  list({PreferredSchedulingTerm}) preferredDuringSchedulingIgnoredDuringExecution
  {NodeSelector} requiredDuringSchedulingIgnoredDuringExecution

NodeSelector
  list({NodeSelectorTerm}) nodeSelectorTerms!

NodeSelectorTerm
  list({LabelSelectorRequirement}) matchExpressions matchFields

PodAffinity
  list({PodAffinityTerm}) requiredDuringSchedulingIgnoredDuringExecution
  list({WeightedPodAffinityTerm}) preferredDuringSchedulingIgnoredDuringExecution

PodAffinityTerm
  text topologyKey!
  list(text) matchLabelKeys mismatchLabelKeys namespaces
  {LabelSelector} labelSelector namespaceSelector

PodDNSConfig
  list(text) nameservers searches
  list({PodDNSConfigOption}) options

PodDNSConfigOption
  text name value

PodOS
  text name!

PodReadinessGate
  text conditionType!

PodSchedulingGroup
  text podGroupName

PodSecurityContext
  text fsGroupChangePolicy seLinuxChangePolicy supplementalGroupsPolicy
  bool runAsNonRoot
  int fsGroup runAsGroup runAsUser
  list(int) supplementalGroups
  list({HTTPHeader}) sysctls
  {AppArmorProfile} appArmorProfile seccompProfile
  {SELinuxOptions} seLinuxOptions
  {WindowsSecurityContextOptions} windowsOptions

PodSpec
  text dnsPolicy hostname hostnameOverride nodeName preemptionPolicy priorityClassName restartPolicy runtimeClassName
  text schedulerName serviceAccount serviceAccountName subdomain
  bool automountServiceAccountToken enableServiceLinks hostIPC hostNetwork hostPID hostUsers setHostnameAsFQDN
  bool shareProcessNamespace
  int activeDeadlineSeconds priority terminationGracePeriodSeconds
  list({Container}) containers! initContainers
  list({EphemeralContainer}) ephemeralContainers
  list({EvictionResponder}) evictionResponders
  list({HostAlias}) hostAliases
  list({LocalObjectReference}) imagePullSecrets
  list({PodOS}) schedulingGates
  list({PodReadinessGate}) readinessGates
  list({Toleration}) tolerations
  list({TopologySpreadConstraint}) topologySpreadConstraints
  list({Volume}) volumes
  list({WorkloadPodGroupResourceClaim}) resourceClaims
  map(quantity) overhead
  map(text) nodeSelector
  {Affinity} affinity
  {PodDNSConfig} dnsConfig
  {PodOS} os
  {PodSchedulingGroup} schedulingGroup
  {PodSecurityContext} securityContext
  {ResourceRequirements} resources

PodTemplateSpec
  {ObjectMeta} metadata
  {PodSpec} spec

PreferredSchedulingTerm
  int weight!
  {NodeSelectorTerm} preference!

Toleration
  text effect key operator value
  int tolerationSeconds

TopologySpreadConstraint
  text nodeAffinityPolicy nodeTaintsPolicy topologyKey! whenUnsatisfiable!
  int maxSkew! minDomains
  list(text) matchLabelKeys
  {LabelSelector} labelSelector

WeightedPodAffinityTerm
  int weight!
  {PodAffinityTerm} podAffinityTerm!

WorkloadPodGroupResourceClaim
  text name! resourceClaimName resourceClaimTemplateName
`;
