/** Components that discover targets. */
export const discovery = `
discovery.aws
  -> targets list(target)
  ...http_client
  string access_key endpoint external_id profile region role! role_arn secret_key
  duration refresh_interval
  list(string) clusters
  number port request_concurrency
  {filter} filter*

discovery.azure
  -> targets list(target)
  ...proxy
  string environment subscription_id
  bool enable_http2 follow_redirects
  duration refresh_interval
  map(list(secret)) http_headers
  number port
  {} workload_identity
  {tls_config} tls_config
  managed_identity {
    string client_id!
  }
  oauth {
    string client_id! client_secret! tenant_id!
  }
  sdk_auth* {
    string tenant_id
  }

discovery.consul
  -> targets list(target)
  ...http_client
  string datacenter namespace partition scheme server tag_separator username
  bool allow_stale
  duration refresh_interval
  list(string) services tags
  map(string) node_meta
  secret password token

discovery.consulagent
  -> targets list(target)
  string datacenter scheme server tag_separator username
  duration refresh_interval
  list(string) services tags
  secret password token
  {tls_config} tls_config

discovery.digitalocean
  -> targets list(target)
  ...proxy
  string bearer_token_file
  bool enable_http2 follow_redirects
  duration refresh_interval
  map(list(secret)) http_headers
  number port
  secret bearer_token

discovery.dns
  -> targets list(target)
  string type
  duration refresh_interval
  list(string) names!
  number port

discovery.docker
  -> targets list(target)
  ...http_client
  string host! host_networking_host
  bool match_first_network
  duration refresh_interval
  number port
  {filter} filter*

discovery.dockerswarm
  -> targets list(target)
  ...http_client
  string host! role!
  duration refresh_interval
  number port
  {filter} filter*

discovery.ec2
  -> targets list(target)
  ...http_client
  string access_key endpoint profile region role_arn secret_key
  duration refresh_interval
  number port
  {filter} filter*

discovery.eureka
  -> targets list(target)
  ...http_client
  string server!
  duration refresh_interval

discovery.file
  -> targets list(target)
  duration refresh_interval
  list(string) files!

discovery.gce
  -> targets list(target)
  string filter project! tag_separator zone!
  duration refresh_interval
  number port

discovery.hetzner
  -> targets list(target)
  ...http_client
  string role!
  duration refresh_interval
  number port

discovery.http
  -> targets list(target)
  ...http_client
  duration refresh_interval
  url url!

discovery.ionos
  -> targets list(target)
  ...http_client
  string datacenter_id!
  duration refresh_interval
  number port

discovery.kubelet
  -> targets list(target)
  ...http_client
  duration refresh_interval
  list(string) namespaces
  url url

discovery.kubernetes
  -> targets list(target)
  ...http_client
  string kubeconfig_file role!
  url api_server
  attach_metadata {
    bool namespace node
  }
  namespaces {
    bool own_namespace
    list(string) names
  }
  selectors* {
    string field label role!
  }

discovery.kuma
  -> targets list(target)
  ...http_client
  string server!
  duration fetch_timeout refresh_interval

discovery.lightsail
  -> targets list(target)
  ...http_client
  string access_key endpoint profile region role_arn secret_key
  duration refresh_interval
  number port

discovery.linode
  -> targets list(target)
  ...http_client
  string region tag_separator
  duration refresh_interval
  number port

discovery.marathon
  -> targets list(target)
  ...http_client
  string auth_token_file
  duration refresh_interval
  list(string) servers!
  secret auth_token

discovery.nerve
  -> targets list(target)
  duration timeout
  list(string) paths! servers!

discovery.nomad
  -> targets list(target)
  ...http_client
  string namespace region server tag_separator
  bool allow_stale
  duration refresh_interval

discovery.openstack
  -> targets list(target)
  string application_credential_id application_credential_name availability domain_id domain_name identity_endpoint
  string project_id project_name region! role! userid username
  bool all_tenants
  duration refresh_interval
  number port
  secret application_credential_secret password
  {tls_config} tls_config

discovery.ovhcloud
  -> targets list(target)
  string application_key! endpoint service!
  duration refresh_interval
  secret application_secret! consumer_key!

discovery.process
  -> targets list(target)
  duration refresh_interval
  list(target) join
  discover_config* {
    bool cgroup_path commandline container_id cwd exe uid username
  }

discovery.puppetdb
  -> targets list(target)
  ...http_client
  string query! url!
  bool include_parameters
  duration refresh_interval
  number port

discovery.relabel
  -> output list(target)
  -> rules rules
  list(target) targets!
  {rule} rule*

discovery.scaleway
  -> targets list(target)
  ...proxy
  string access_key! api_url name_filter project_id! role! secret_key_file zone
  bool enable_http2 follow_redirects
  duration refresh_interval
  list(string) tags_filter
  map(list(secret)) http_headers
  number port
  secret secret_key
  {tls_config} tls_config

discovery.serverset
  -> targets list(target)
  duration timeout
  list(string) paths! servers!

discovery.triton
  -> targets list(target)
  string account! dns_suffix! endpoint! role
  duration refresh_interval
  list(string) groups
  number port version
  {tls_config} tls_config

discovery.uyuni
  -> targets list(target)
  ...proxy
  string entitlement separator server! username!
  bool enable_http2 follow_redirects
  duration refresh_interval
  map(list(secret)) http_headers
  secret password!
  {tls_config} tls_config
`;
