import { http } from "./http-shapes.js";
import { type Shape, shape } from "./shape.js";

const aws = `
  region text
  endpoint text
  access_key text
  secret_key text
  profile text
  role_arn text
  external_id text 3.12
  refresh_interval duration
  port int`;

const awsClusters = `${aws}\nclusters texts\nrequest_concurrency int`;

const polled = "refresh_interval duration\nport int";

/** The shapes of service discovery by kind, which is the name before `_sd_configs`. */
export const discoveryShapes: Readonly<Record<string, Shape>> = {
  aws: shape("aws_sd_config", `role text\nclusters texts\nfilters [aws-filter]\n${aws}`, http),
  azure: shape(
    "azure_sd_config",
    `
    environment text
    port int
    subscription_id text
    tenant_id text
    client_id text
    client_secret text
    refresh_interval duration
    authentication_method text
    resource_group text`,
    http,
  ),
  consul: shape(
    "consul_sd_config",
    `
    server text
    token text
    datacenter text
    namespace text
    partition text
    tag_separator text
    scheme text
    username text
    password text
    allow_stale bool
    refresh_interval duration
    services texts
    tags texts
    node_meta text-map
    path_prefix text 2.45
    filter text 3.0
    health_filter text 3.12`,
    http,
  ),
  digitalocean: shape("digitalocean_sd_config", `role droplets|databases 3.12\n${polled}`, http),
  dns: shape("dns_sd_config", "names texts\nrefresh_interval duration\ntype text\nport int"),
  docker: shape(
    "docker_sd_config",
    `
    host text
    filters [filter]
    host_networking_host text
    match_first_network bool 2.54
    ${polled}`,
    http,
  ),
  dockerswarm: shape("dockerswarm_sd_config", `host text\nrole text\nfilters [filter]\n${polled}`, http),
  ec2: shape("ec2_sd_config", `filters [aws-filter]\n${aws}`, http),
  eureka: shape("eureka_sd_config", "server text\nrefresh_interval duration", http),
  file: shape("file_sd_config", "files texts\nrefresh_interval duration"),
  gce: shape("gce_sd_config", `project text\nzone text\nfilter text\ntag_separator text\n${polled}`),
  hetzner: shape("hetzner_sd_config", `role robot|hcloud\nlabel_selector text 3.5\n${polled}`, http),
  http: shape("http_sd_config", "url text\nrefresh_interval duration", http),
  ionos: shape("ionos_sd_config", `datacenter_id text\n${polled}`, http),
  kubernetes: shape(
    "kubernetes_sd_config",
    `
    api_server url
    role node|pod|service|endpoints|endpointslice|ingress
    kubeconfig_file text
    namespaces {kubernetes-namespaces}
    selectors [kubernetes-selector]
    attach_metadata {kubernetes-metadata}`,
    http,
  ),
  kuma: shape(
    "kuma_sd_config",
    "server text\nrefresh_interval duration\nfetch_timeout duration\nclient_id text 2.50",
    http,
  ),
  lightsail: shape("lightsail_sd_config", aws, http),
  linode: shape("linode_sd_config", `tag_separator text\nregion text 2.52\n${polled}`, http),
  marathon: shape(
    "marathon_sd_config",
    "servers texts\nrefresh_interval duration\nauth_token text\nauth_token_file text",
    http,
  ),
  nerve: shape("nerve_sd_config", "servers texts\npaths texts\ntimeout duration"),
  nomad: shape(
    "nomad_sd_config",
    `
    allow_stale bool
    namespace text
    refresh_interval duration
    region text
    server text
    tag_separator text`,
    http,
  ),
  openstack: shape(
    "openstack_sd_config",
    `
    identity_endpoint text
    username text
    userid text
    password text
    project_name text
    project_id text
    domain_name text
    domain_id text
    application_credential_name text
    application_credential_id text
    application_credential_secret text
    role text
    region text
    all_tenants bool
    tls_config {tls}
    availability text
    ${polled}`,
  ),
  oci: shape(
    "oci_sd_config",
    `
    auth text
    tenancy text
    user text
    fingerprint text
    key_file text
    key_passphrase text
    key_passphrase_file text
    region text
    compartments texts
    ${polled}`,
    http,
  ),
  outscale: shape(
    "outscale_sd_config",
    `endpoint text\nregion text\naccess_key text\nsecret_key text\nsecret_key_file text\n${polled}`,
    http,
  ),
  ovhcloud: shape(
    "ovhcloud_sd_config",
    `
    endpoint text
    application_key text
    application_secret text
    consumer_key text
    refresh_interval duration
    service text`,
  ),
  puppetdb: shape("puppetdb_sd_config", `url text\nquery text\ninclude_parameters bool\n${polled}`, http),
  scaleway: shape(
    "scaleway_sd_config",
    `
    project_id text
    api_url text
    zone text
    access_key text
    secret_key text
    secret_key_file text
    name_filter text
    tags_filter texts
    role instance|baremetal
    ${polled}`,
    http,
  ),
  serverset: shape("serverset_sd_config", "servers texts\npaths texts\ntimeout duration"),
  stackit: shape(
    "stackit_sd_config",
    `
    project text
    region text
    endpoint text
    service_account_key text
    private_key text
    service_account_key_path text
    private_key_path text
    credentials_file_path text
    ${polled}`,
    http,
  ),
  triton: shape(
    "triton_sd_config",
    `
    account text
    role text
    dns_suffix text
    endpoint text
    groups texts
    tls_config {tls}
    version int
    ${polled}`,
  ),
  uyuni: shape(
    "uyuni_sd_config",
    "server text\nusername text\npassword text\nentitlement text\nseparator text\nrefresh_interval duration",
    http,
  ),
  vultr: shape("vultr_sd_config", polled, http),
  ecs: shape("ecs_sd_config", awsClusters, http),
  elasticache: shape("elasticache_sd_config", awsClusters, http),
  msk: shape("msk_sd_config", awsClusters, http),
  rds: shape("rds_sd_config", `${awsClusters}\nfilters [aws-filter] 3.13`, http),
};

/** The releases that introduced a kind of discovery after 2.42. */
export const discoverySince: Readonly<Record<string, string>> = {
  aws: "3.8",
  ecs: "3.8",
  elasticache: "3.11",
  msk: "3.10",
  oci: "3.14",
  outscale: "3.12",
  rds: "3.11",
  stackit: "3.5",
};

/** The parts of service discovery by the name that the tables use. */
export const discoveryParts: Readonly<Record<string, Shape>> = {
  "aws-filter": shape("a filter", "name text\nvalues texts"),
  filter: shape("a filter", "name text\nvalues texts"),
  "kubernetes-namespaces": shape("namespaces", "own_namespace bool\nnames texts"),
  "kubernetes-selector": shape(
    "a selector",
    "role node|pod|service|endpoints|endpointslice|ingress\nlabel text\nfield text",
  ),
  "kubernetes-metadata": shape(
    "attach_metadata",
    "node bool\nnamespace bool 3.6\ndeployment bool 3.11\njob bool 3.11\ncronjob bool 3.11",
  ),
  "target-group": shape("a group of targets", "targets texts\nlabels label-map"),
};
