/** Containers. */
export const containers = `
AppArmorProfile
  text localhostProfile type!

Capabilities
  list(text) add drop

ConfigMapEnvSource
  text name
  bool optional

ConfigMapKeySelector
  text key! name
  bool optional

Container
  text image imagePullPolicy name! restartPolicy terminationMessagePath terminationMessagePolicy workingDir
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

ContainerPort
  text hostIP name protocol
  int containerPort! hostPort

ContainerResizePolicy
  text resourceName! restartPolicy!

ContainerRestartRule
  text action!
  {ContainerRestartRuleOnExitCodes} exitCodes

ContainerRestartRuleOnExitCodes
  text operator!
  list(int) values

EnvFromSource
  text prefix
  {ConfigMapEnvSource} configMapRef secretRef

EnvVar
  text name! value
  {EnvVarSource} valueFrom

EnvVarSource
  {ConfigMapKeySelector} configMapKeyRef secretKeyRef
  {FileKeySelector} fileKeyRef
  {ObjectFieldSelector} fieldRef
  {ResourceFieldSelector} resourceFieldRef

ExecAction
  list(text) command

FileKeySelector
  text key! path! volumeName!
  bool optional

GRPCAction
  text mode service
  int port!

HTTPGetAction
  text host path protocol scheme
  int-or-text port!
  list({HTTPHeader}) httpHeaders

HTTPHeader
  text name! value!

Lifecycle
  text stopSignal
  {LifecycleHandler} postStart preStop

LifecycleHandler
  {ExecAction} exec
  {HTTPGetAction} httpGet
  {SleepAction} sleep
  {TCPSocketAction} tcpSocket

Probe
  int failureThreshold initialDelaySeconds periodSeconds successThreshold terminationGracePeriodSeconds timeoutSeconds
  {ExecAction} exec
  {GRPCAction} grpc
  {HTTPGetAction} httpGet
  {TCPSocketAction} tcpSocket

ResourceClaim
  text name! request

ResourceRequirements
  list({ResourceClaim}) claims
  map(quantity) limits requests

SELinuxOptions
  text level role type user

SecurityContext
  text procMount
  bool allowPrivilegeEscalation privileged readOnlyRootFilesystem runAsNonRoot
  int runAsGroup runAsUser
  {AppArmorProfile} appArmorProfile seccompProfile
  {Capabilities} capabilities
  {SELinuxOptions} seLinuxOptions
  {WindowsSecurityContextOptions} windowsOptions

SleepAction
  int seconds!

TCPSocketAction
  text host
  int-or-text port!

VolumeDevice
  text devicePath! name!

VolumeMount
  text mountPath! mountPropagation name! recursiveReadOnly subPath subPathExpr
  bool readOnly
  list(text) bindMountOptions

WindowsSecurityContextOptions
  text gmsaCredentialSpec gmsaCredentialSpecName runAsUserName
  bool hostProcess
`;
