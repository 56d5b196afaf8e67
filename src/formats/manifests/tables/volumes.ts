/** Volumes. */
export const volumes = `
AWSElasticBlockStoreVolumeSource
  text fsType volumeID!
  bool readOnly
  int partition

AzureDiskVolumeSource
  text cachingMode diskName! diskURI! fsType kind
  bool readOnly

AzureFileVolumeSource
  text secretName! shareName!
  bool readOnly

CSIVolumeSource
  text driver! fsType
  bool readOnly
  map(text) volumeAttributes
  {LocalObjectReference} nodePublishSecretRef

CephFSVolumeSource
  text path secretFile user
  bool readOnly
  list(text) monitors!
  {LocalObjectReference} secretRef

CinderVolumeSource
  text fsType volumeID!
  bool readOnly
  {LocalObjectReference} secretRef

ClusterTrustBundleProjection
  text name path! signerName
  bool optional
  int user
  {LabelSelector} labelSelector

ConfigMapProjection
  text name
  bool optional
  list({KeyToPath}) items

ConfigMapVolumeSource
  text name
  bool optional
  int defaultMode defaultUser
  list({KeyToPath}) items

DownwardAPIProjection
  list({DownwardAPIVolumeFile}) items

DownwardAPIVolumeFile
  text path!
  int mode user
  {ObjectFieldSelector} fieldRef
  {ResourceFieldSelector} resourceFieldRef

DownwardAPIVolumeSource
  int defaultMode defaultUser
  list({DownwardAPIVolumeFile}) items

EmptyDirVolumeSource
  text medium
  int mode
  quantity sizeLimit

EphemeralVolumeSource
  {PersistentVolumeClaimTemplate} volumeClaimTemplate

FCVolumeSource
  text fsType
  bool readOnly
  int lun
  list(text) targetWWNs wwids

FlexVolumeSource
  text driver! fsType
  bool readOnly
  map(text) options
  {LocalObjectReference} secretRef

FlockerVolumeSource
  text datasetName datasetUUID

GCEPersistentDiskVolumeSource
  text fsType pdName!
  bool readOnly
  int partition

GitRepoVolumeSource
  text directory repository! revision

GlusterfsVolumeSource
  text endpoints! path!
  bool readOnly

HostPathVolumeSource
  text path! type

ISCSIVolumeSource
  text fsType initiatorName iqn! iscsiInterface targetPortal!
  bool chapAuthDiscovery chapAuthSession readOnly
  int lun!
  list(text) portals
  {LocalObjectReference} secretRef

ImageVolumeSource
  text pullPolicy reference

KeyToPath
  text key! path!
  int mode user

LabelSelector
  list({LabelSelectorRequirement}) matchExpressions
  map(text) matchLabels

LabelSelectorRequirement
  text key! operator!
  list(text) values

LocalObjectReference
  text name

NFSVolumeSource
  text path! server!
  bool readOnly

ObjectFieldSelector
  text apiVersion fieldPath!

PersistentVolumeClaimSpec
  text storageClassName volumeAttributesClassName volumeMode volumeName
  list(text) accessModes
  {LabelSelector} selector
  {RoleRef} dataSource
  {Subject} dataSourceRef
  {VolumeResourceRequirements} resources

PersistentVolumeClaimTemplate
  {ObjectMeta} metadata
  {PersistentVolumeClaimSpec} spec!

PersistentVolumeClaimVolumeSource
  text claimName!
  bool readOnly

PhotonPersistentDiskVolumeSource
  text fsType pdID!

PodCertificateProjection
  text certificateChainPath credentialBundlePath keyPath keyType! signerName!
  int maxExpirationSeconds user
  map(text) userAnnotations

PortworxVolumeSource
  text fsType volumeID!
  bool readOnly

ProjectedVolumeSource
  int defaultMode defaultUser
  list({VolumeProjection}) sources

QuobyteVolumeSource
  text group registry! tenant user volume!
  bool readOnly

RBDVolumeSource
  text fsType image! keyring pool user
  bool readOnly
  list(text) monitors!
  {LocalObjectReference} secretRef

ResourceFieldSelector
  text containerName resource!
  quantity divisor

RoleRef
  text apiGroup kind! name!

ScaleIOVolumeSource
  text fsType gateway! protectionDomain storageMode storagePool system! volumeName
  bool readOnly sslEnabled
  {LocalObjectReference} secretRef!

SecretVolumeSource
  text secretName
  bool optional
  int defaultMode defaultUser
  list({KeyToPath}) items

ServiceAccountTokenProjection
  text audience path!
  int expirationSeconds user

StorageOSVolumeSource
  text fsType volumeName volumeNamespace
  bool readOnly
  {LocalObjectReference} secretRef

Subject
  text apiGroup kind! name! namespace

Volume
  text name!
  {AWSElasticBlockStoreVolumeSource} awsElasticBlockStore
  {AzureDiskVolumeSource} azureDisk
  {AzureFileVolumeSource} azureFile
  {CSIVolumeSource} csi
  {CephFSVolumeSource} cephfs
  {CinderVolumeSource} cinder
  {ConfigMapVolumeSource} configMap
  {DownwardAPIVolumeSource} downwardAPI
  {EmptyDirVolumeSource} emptyDir
  {EphemeralVolumeSource} ephemeral
  {FCVolumeSource} fc
  {FlexVolumeSource} flexVolume
  {FlockerVolumeSource} flocker
  {GCEPersistentDiskVolumeSource} gcePersistentDisk
  {GitRepoVolumeSource} gitRepo
  {GlusterfsVolumeSource} glusterfs
  {HostPathVolumeSource} hostPath
  {ISCSIVolumeSource} iscsi
  {ImageVolumeSource} image
  {NFSVolumeSource} nfs
  {PersistentVolumeClaimVolumeSource} persistentVolumeClaim
  {PhotonPersistentDiskVolumeSource} photonPersistentDisk
  {PortworxVolumeSource} portworxVolume
  {ProjectedVolumeSource} projected
  {QuobyteVolumeSource} quobyte
  {RBDVolumeSource} rbd
  {ScaleIOVolumeSource} scaleIO
  {SecretVolumeSource} secret
  {StorageOSVolumeSource} storageos
  {VsphereVirtualDiskVolumeSource} vsphereVolume

VolumeProjection
  {ClusterTrustBundleProjection} clusterTrustBundle
  {ConfigMapProjection} configMap secret
  {DownwardAPIProjection} downwardAPI
  {PodCertificateProjection} podCertificate
  {ServiceAccountTokenProjection} serviceAccountToken

VolumeResourceRequirements
  map(quantity) limits requests

VsphereVirtualDiskVolumeSource
  text fsType storagePolicyID storagePolicyName volumePath!
`;
