/** ServiceMonitor, PodMonitor, Probe and PrometheusRule of the Prometheus operator 0.93. */
export const operatorMonitors = `
AttachMetadata
  bool node

Authorization
  text type
  {Credentials} credentials

BasicAuth
  {Credentials} password username

Bindings
  enum(monitoring.coreos.com) group!
  enum(prometheuses,prometheusagents,thanosrulers,alertmanagers) resource!
  list({Conditions}) conditions
  name name! namespace!

ClientId
  {Credentials} configMap secret

Conditions
  text lastTransitionTime! message reason
  enum(Accepted) type!
  int observedGeneration
  name status!

Credentials
  text key! name
  bool optional

Endpoints
  text bearerTokenFile noProxy path port
  bool enableHttp2 filterRunning followRedirects honorLabels honorTimestamps proxyFromEnvironment
  bool trackTimestampsStaleness
  duration interval scrapeTimeout
  enum(http,https,HTTP,HTTPS) scheme
  int|text targetPort
  list({MetricRelabelings}) metricRelabelings relabelings
  map(list(text)) params
  map(list({Credentials})) proxyConnectHeader
  proxy-url proxyUrl
  {Authorization} authorization
  {BasicAuth} basicAuth
  {Credentials} bearerTokenSecret
  {Oauth2} oauth2
  {TlsConfig2} tlsConfig

Groups
  abort-or-warn partial_response_strategy
  duration interval query_offset
  int limit
  list({Rules}) rules
  map(text) labels
  name name!

Ingress
  list({MetricRelabelings}) relabelingConfigs
  {NamespaceSelector} namespaceSelector
  {Selector} selector

MatchExpressions
  text key! operator!
  list(text) values

Metadata
  text name generateName namespace uid resourceVersion
  any creationTimestamp managedFields
  int generation
  list(any) ownerReferences
  list(text) finalizers
  map(text) labels annotations

MetricRelabelings
  text regex replacement separator targetLabel
  relabel-action action
  int(0..) modulus
  list(text) sourceLabels

NamespaceSelector
  bool any
  list(text) matchNames

Oauth2
  text noProxy
  bool proxyFromEnvironment
  http-url tokenUrl!
  list(text) scopes
  map(list({Credentials})) proxyConnectHeader
  map(text) endpointParams
  proxy-url proxyUrl
  {ClientId} clientId!
  {Credentials} clientSecret!
  {TlsConfig} tlsConfig

Params
  list+(name) values
  name name!

PodMetricsEndpoints
  text noProxy path port
  bool enableHttp2 filterRunning followRedirects honorLabels honorTimestamps proxyFromEnvironment
  bool trackTimestampsStaleness
  duration interval scrapeTimeout
  enum(http,https,HTTP,HTTPS) scheme
  int(1..65535) portNumber
  int|text targetPort
  list({MetricRelabelings}) metricRelabelings relabelings
  map(list(text)) params
  map(list({Credentials})) proxyConnectHeader
  proxy-url proxyUrl
  {Authorization} authorization
  {BasicAuth} basicAuth
  {Credentials} bearerTokenSecret
  {Oauth2} oauth2
  {TlsConfig} tlsConfig

PodMonitor
  enum(PodMonitor) kind!
  enum(monitoring.coreos.com/v1) apiVersion!
  {Metadata} metadata!
  {Spec2} spec!
  {Status} status

Probe
  enum(Probe) kind!
  enum(monitoring.coreos.com/v1) apiVersion!
  {Metadata} metadata!
  {Spec3} spec!
  {Status} status

Prober
  text noProxy path
  bool proxyFromEnvironment
  enum(http,https,HTTP,HTTPS) scheme
  map(list({Credentials})) proxyConnectHeader
  name url!
  proxy-url proxyUrl

PrometheusRule
  enum(PrometheusRule) kind!
  enum(monitoring.coreos.com/v1) apiVersion!
  {Metadata} metadata!
  {Spec5} spec!
  {Status} status

Rules
  text alert record
  duration for
  filled-duration keep_firing_for
  int|text expr!
  map(text) annotations labels

Selector
  list({MatchExpressions}) matchExpressions
  map(text) matchLabels

ServiceMonitor
  enum(ServiceMonitor) kind!
  enum(monitoring.coreos.com/v1) apiVersion!
  {Metadata} metadata!
  {Spec} spec!
  {Status} status

Spec
  text jobLabel
  bool convertClassicHistogramsToNHCB scrapeClassicHistograms scrapeNativeHistograms
  byte-size bodySizeLimit
  enum(Endpoints,EndpointSlice) serviceDiscoveryRole
  scrape-protocol fallbackScrapeProtocol
  enum(RelabelConfig,RoleSelector) selectorMechanism
  int(0..) keepDroppedTargets labelLimit labelNameLengthLimit labelValueLengthLimit nativeHistogramBucketLimit
  int(0..) sampleLimit targetLimit
  int|text nativeHistogramMinBucketFactor
  list(scrape-protocol)
  list(scrape-protocol) scrapeProtocols
  list(text) podTargetLabels targetLabels
  list({Endpoints}) endpoints!
  name scrapeClass
  {AttachMetadata} attachMetadata
  {NamespaceSelector} namespaceSelector
  {Selector} selector!

Spec2
  text jobLabel
  bool convertClassicHistogramsToNHCB scrapeClassicHistograms scrapeNativeHistograms
  byte-size bodySizeLimit
  scrape-protocol fallbackScrapeProtocol
  enum(RelabelConfig,RoleSelector) selectorMechanism
  int(0..) keepDroppedTargets labelLimit labelNameLengthLimit labelValueLengthLimit nativeHistogramBucketLimit
  int(0..) sampleLimit targetLimit
  int|text nativeHistogramMinBucketFactor
  list(scrape-protocol)
  list(scrape-protocol) scrapeProtocols
  list(text) podTargetLabels
  list({PodMetricsEndpoints}) podMetricsEndpoints
  name scrapeClass
  {AttachMetadata} attachMetadata
  {NamespaceSelector} namespaceSelector
  {Selector} selector!

Spec3
  text jobName module
  bool convertClassicHistogramsToNHCB enableHttp2 followRedirects scrapeClassicHistograms scrapeNativeHistograms
  duration interval scrapeTimeout
  scrape-protocol fallbackScrapeProtocol
  int(0..) keepDroppedTargets labelLimit labelNameLengthLimit labelValueLengthLimit nativeHistogramBucketLimit
  int(0..) sampleLimit targetLimit
  int|text nativeHistogramMinBucketFactor
  list(scrape-protocol)
  list(scrape-protocol) scrapeProtocols
  list({MetricRelabelings}) metricRelabelings
  list+({Params}) params
  name scrapeClass
  {Authorization} authorization
  {BasicAuth} basicAuth
  {Credentials} bearerTokenSecret
  {Oauth2} oauth2
  {Prober} prober
  {Targets} targets
  {TlsConfig} tlsConfig

Spec5
  list({Groups}) groups

StaticConfig
  list(text) static
  list({MetricRelabelings}) relabelingConfigs
  map(text) labels

Status
  list({Bindings}) bindings

Targets
  {Ingress} ingress
  {StaticConfig} staticConfig

TlsConfig
  text serverName
  bool insecureSkipVerify
  enum(TLS10,TLS11,TLS12,TLS13) maxVersion minVersion
  {ClientId} ca cert
  {Credentials} keySecret

TlsConfig2
  text caFile certFile keyFile serverName
  bool insecureSkipVerify
  enum(TLS10,TLS11,TLS12,TLS13) maxVersion minVersion
  {ClientId} ca cert
  {Credentials} keySecret
`;
