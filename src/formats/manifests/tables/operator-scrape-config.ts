/** ScrapeConfig of the Prometheus operator 0.93. */
export const operatorScrapeConfig = `
AzureSDConfigs
  text noProxy
  bool enableHTTP2 followRedirects proxyFromEnvironment
  duration refreshInterval
  enum(OAuth,ManagedIdentity,SDK,WorkloadIdentity) authenticationMethod
  int(0..65535) port
  map(list({Credentials})) proxyConnectHeader
  name clientID environment resourceGroup subscriptionID! tenantID
  proxy-url proxyUrl
  {Authorization} authorization
  {BasicAuth} basicAuth
  {Credentials} clientSecret
  {Oauth2} oauth2
  {TlsConfig} tlsConfig

ConsulSDConfigs
  text noProxy
  bool allowStale enableHTTP2 followRedirects proxyFromEnvironment
  duration refreshInterval
  enum(http,https,HTTP,HTTPS) scheme
  list(text) services tags
  map(list({Credentials})) proxyConnectHeader
  map(text) nodeMeta
  name datacenter filter healthFilter namespace partition pathPrefix server! tagSeparator
  proxy-url proxyUrl
  {Authorization} authorization
  {BasicAuth} basicAuth
  {Credentials} tokenRef
  {Oauth2} oauth2
  {TlsConfig} tlsConfig

DigitalOceanSDConfigs
  text noProxy
  bool enableHTTP2 followRedirects proxyFromEnvironment
  duration refreshInterval
  int(0..65535) port
  map(list({Credentials})) proxyConnectHeader
  proxy-url proxyUrl
  {Authorization} authorization
  {Oauth2} oauth2
  {TlsConfig} tlsConfig

DnsSDConfigs
  duration refreshInterval
  enum(A,AAAA,MX,NS,SRV) type
  int(0..65535) port
  list+(name) names!

DockerSDConfigs
  text noProxy
  any-url host!
  bool enableHTTP2 followRedirects matchFirstNetwork proxyFromEnvironment
  duration refreshInterval
  int(0..65535) port
  list({Filters}) filters
  map(list({Credentials})) proxyConnectHeader
  name hostNetworkingHost
  proxy-url proxyUrl
  {Authorization} authorization
  {BasicAuth} basicAuth
  {Oauth2} oauth2
  {TlsConfig} tlsConfig

DockerSwarmSDConfigs
  text noProxy
  any-url host!
  bool enableHTTP2 followRedirects proxyFromEnvironment
  duration refreshInterval
  enum(Services,Tasks,Nodes) role!
  int(0..65535) port
  list({Filters}) filters
  map(list({Credentials})) proxyConnectHeader
  proxy-url proxyUrl
  {Authorization} authorization
  {BasicAuth} basicAuth
  {Oauth2} oauth2
  {TlsConfig} tlsConfig

Ec2SDConfigs
  text noProxy
  bool enableHTTP2 followRedirects proxyFromEnvironment
  duration refreshInterval
  int(0..65535) port
  list({Filters}) filters
  map(list({Credentials})) proxyConnectHeader
  name region roleARN
  proxy-url proxyUrl
  {Credentials} accessKey secretKey
  {TlsConfig} tlsConfig

EurekaSDConfigs
  text noProxy
  bool enableHTTP2 followRedirects proxyFromEnvironment
  duration refreshInterval
  http-url server!
  map(list({Credentials})) proxyConnectHeader
  proxy-url proxyUrl
  {Authorization} authorization
  {BasicAuth} basicAuth
  {Oauth2} oauth2
  {TlsConfig} tlsConfig

FileSDConfigs
  duration refreshInterval
  list+(file-pattern) files!

Filters
  list+(name) values!
  name name!

GceSDConfigs
  duration refreshInterval
  int(0..65535) port
  name filter project! tagSeparator zone!

HetznerSDConfigs
  text noProxy
  bool enableHTTP2 followRedirects proxyFromEnvironment
  duration refreshInterval
  enum(hcloud,Hcloud,robot,Robot) role!
  int(0..65535) port
  map(list({Credentials})) proxyConnectHeader
  name labelSelector
  proxy-url proxyUrl
  {Authorization} authorization
  {BasicAuth} basicAuth
  {Oauth2} oauth2
  {TlsConfig} tlsConfig

HttpSDConfigs
  text noProxy
  bool enableHTTP2 followRedirects proxyFromEnvironment
  duration refreshInterval
  http-url url!
  map(list({Credentials})) proxyConnectHeader
  proxy-url proxyUrl
  {Authorization} authorization
  {BasicAuth} basicAuth
  {Oauth2} oauth2
  {TlsConfig} tlsConfig

IonosSDConfigs
  text noProxy
  bool enableHTTP2 followRedirects proxyFromEnvironment
  duration refreshInterval
  int(0..65535) port
  map(list({Credentials})) proxyConnectHeader
  name datacenterID!
  proxy-url proxyUrl
  {Authorization} authorization!
  {Oauth2} oauth2
  {TlsConfig} tlsConfig

KubernetesSDConfigs
  text noProxy
  bool enableHTTP2 followRedirects proxyFromEnvironment
  enum(Pod,Endpoints,Ingress,Service,Node,EndpointSlice) role!
  list({Selectors}) selectors
  map(list({Credentials})) proxyConnectHeader
  name apiServer
  proxy-url proxyUrl
  {AttachMetadata} attachMetadata
  {Authorization} authorization
  {BasicAuth} basicAuth
  {Namespaces} namespaces
  {Oauth2} oauth2
  {TlsConfig} tlsConfig

KumaSDConfigs
  text noProxy
  bool enableHTTP2 followRedirects proxyFromEnvironment
  duration fetchTimeout refreshInterval
  http-url server!
  map(list({Credentials})) proxyConnectHeader
  name clientID
  proxy-url proxyUrl
  {Authorization} authorization
  {BasicAuth} basicAuth
  {Oauth2} oauth2
  {TlsConfig} tlsConfig

LightSailSDConfigs
  text noProxy
  bool enableHTTP2 followRedirects proxyFromEnvironment
  duration refreshInterval
  int(0..65535) port
  map(list({Credentials})) proxyConnectHeader
  name endpoint region roleARN
  proxy-url proxyUrl
  {Authorization} authorization
  {BasicAuth} basicAuth
  {Credentials} accessKey secretKey
  {Oauth2} oauth2
  {TlsConfig} tlsConfig

LinodeSDConfigs
  text noProxy
  bool enableHTTP2 followRedirects proxyFromEnvironment
  duration refreshInterval
  int(0..65535) port
  map(list({Credentials})) proxyConnectHeader
  name region tagSeparator
  proxy-url proxyUrl
  {Authorization} authorization
  {Oauth2} oauth2
  {TlsConfig} tlsConfig

Namespaces
  bool ownNamespace
  list(text) names

NomadSDConfigs
  text noProxy
  bool allowStale enableHTTP2 followRedirects proxyFromEnvironment
  duration refreshInterval
  http-url server!
  map(list({Credentials})) proxyConnectHeader
  name namespace region tagSeparator
  proxy-url proxyUrl
  {Authorization} authorization
  {BasicAuth} basicAuth
  {Oauth2} oauth2
  {TlsConfig} tlsConfig

OpenstackSDConfigs
  bool allTenants
  duration refreshInterval
  enum(Instance,Hypervisor,LoadBalancer) role!
  enum(Public,public,Admin,admin,Internal,internal) availability
  http-url identityEndpoint
  int(0..65535) port
  name applicationCredentialId applicationCredentialName domainID domainName projectID projectName region! userid
  name username
  {Credentials} applicationCredentialSecret password
  {TlsConfig} tlsConfig

OvhcloudSDConfigs
  duration refreshInterval
  enum(VPS,DedicatedServer) service!
  name applicationKey! endpoint
  {Credentials} applicationSecret! consumerKey!

PuppetDBSDConfigs
  text noProxy
  bool enableHTTP2 followRedirects includeParameters proxyFromEnvironment
  duration refreshInterval
  http-url url!
  int(0..65535) port
  map(list({Credentials})) proxyConnectHeader
  name query!
  proxy-url proxyUrl
  {Authorization} authorization
  {BasicAuth} basicAuth
  {Oauth2} oauth2
  {TlsConfig} tlsConfig

ScalewaySDConfigs
  text noProxy
  bool enableHTTP2 followRedirects proxyFromEnvironment
  duration refreshInterval
  enum(Instance,Baremetal) role!
  http-url apiURL
  int(0..65535) port
  list+(name) tagsFilter
  map(list({Credentials})) proxyConnectHeader
  name accessKey! nameFilter projectID! zone
  proxy-url proxyUrl
  {Credentials} secretKey!
  {TlsConfig} tlsConfig

ScrapeConfig
  enum(ScrapeConfig) kind!
  enum(monitoring.coreos.com/v1alpha1) apiVersion!
  {Metadata} metadata!
  {Spec4} spec!
  {Status} status

Selectors
  enum(Pod,Endpoints,Ingress,Service,Node,EndpointSlice) role!
  name field label

Spec4
  text noProxy
  bool convertClassicHistogramsToNHCB enableCompression enableHTTP2 honorLabels honorTimestamps proxyFromEnvironment
  bool scrapeClassicHistograms scrapeNativeHistograms trackTimestampsStaleness
  byte-size bodySizeLimit
  duration scrapeInterval scrapeTimeout
  enum(AllowUTF8,Underscores,Dots,Values) nameEscapingScheme
  scrape-protocol fallbackScrapeProtocol
  enum(UTF8,Legacy) nameValidationScheme
  enum(http,https,HTTP,HTTPS) scheme
  int(0..) keepDroppedTargets labelLimit labelNameLengthLimit labelValueLengthLimit nativeHistogramBucketLimit
  int(0..) sampleLimit targetLimit
  int|text nativeHistogramMinBucketFactor
  list({AzureSDConfigs}) azureSDConfigs
  list({ConsulSDConfigs}) consulSDConfigs
  list({DigitalOceanSDConfigs}) digitalOceanSDConfigs
  list({DnsSDConfigs}) dnsSDConfigs
  list({DockerSDConfigs}) dockerSDConfigs
  list({DockerSwarmSDConfigs}) dockerSwarmSDConfigs
  list({Ec2SDConfigs}) ec2SDConfigs
  list({EurekaSDConfigs}) eurekaSDConfigs
  list({FileSDConfigs}) fileSDConfigs
  list({GceSDConfigs}) gceSDConfigs
  list({HetznerSDConfigs}) hetznerSDConfigs
  list({HttpSDConfigs}) httpSDConfigs
  list({IonosSDConfigs}) ionosSDConfigs
  list({KubernetesSDConfigs}) kubernetesSDConfigs
  list({KumaSDConfigs}) kumaSDConfigs
  list({LightSailSDConfigs}) lightSailSDConfigs
  list({LinodeSDConfigs}) linodeSDConfigs
  list({NomadSDConfigs}) nomadSDConfigs
  list({OpenstackSDConfigs}) openstackSDConfigs
  list({OvhcloudSDConfigs}) ovhcloudSDConfigs
  list({PuppetDBSDConfigs}) puppetDBSDConfigs
  list({ScalewaySDConfigs}) scalewaySDConfigs
  list({StaticConfigs}) staticConfigs
  list+(scrape-protocol)
  list+(scrape-protocol) scrapeProtocols
  list+({MetricRelabelings}) metricRelabelings relabelings
  map(list(text)) params
  map(list({Credentials})) proxyConnectHeader
  name jobName metricsPath scrapeClass
  proxy-url proxyUrl
  {Authorization} authorization
  {BasicAuth} basicAuth
  {Oauth2} oauth2
  {TlsConfig} tlsConfig

StaticConfigs
  list+(name) targets!
  map(text) labels
`;
