/** The Compose Specification of June 2026. */
export const compose = `
Bind
  extensible
  text propagation
  bool|text create_host_path
  enum(enabled,disabled,writable,readonly) recursive
  enum(z,Z) selinux

BlkioConfig
  int|text weight
  list({BlkioLimit}) device_read_bps device_read_iops device_write_bps device_write_iops
  list({BlkioWeight}) weight_device

BlkioLimit
  text path
  int|text rate

BlkioWeight
  text path
  int|text weight

Build
  extensible
  text context dockerfile dockerfile_inline network target isolation
  bool|text no_cache pull privileged
  int|text shm_size
  list(text) entitlements cache_from cache_to tags platforms
  list(text|{ServiceConfigOrSecret}) secrets
  map(int|text|{Ulimits}) ulimits
  map(text|list(text))|set(text) extra_hosts
  map(text|number|bool|null)|set(text) args ssh labels additional_contexts
  text|bool provenance sbom

ComposeFile
  extensible
  text version name
  list(text|{Include}) include
  map({ConfigBlock}) configs
  map({Model}) models
  map({Network}) networks
  map({Secret}) secrets
  map({Service}) services
  map({VolumeBlock}) volumes

Config
  extensible
  text subnet ip_range gateway
  map(text) aux_addresses

ConfigBlock
  extensible
  text name content environment file template_driver
  bool|text|{External2} external
  map(text|number|bool|null)|set(text) labels

CredentialSpec
  extensible
  text config file registry

DependsOn
  extensible
  bool required
  bool|text restart
  enum(service_started,service_healthy,service_completed_successfully) condition!

Deployment
  extensible
  text mode endpoint_mode
  int|text replicas
  map(text|number|bool|null)|set(text) labels
  {Placement} placement
  {Resources} resources
  {RestartPolicy} restart_policy
  {RollbackConfig} rollback_config update_config

Development
  extensible
  list({Watch}) watch

Devices
  extensible
  text driver
  map(text|number|bool|null)|set(text) options
  set(text) capabilities! device_ids
  text|int count

Devices2
  extensible
  text source! target permissions

DiscreteResourceSpec
  extensible
  text kind
  number|text value

EnvFile
  text path! format
  bool|text required

Extends
  text service! file

External
  extensible
  text name

External2
  open
  text name

GenericResources
  extensible
  {DiscreteResourceSpec} discrete_resource_spec

Gpus
  open
  text driver
  map(text|number|bool|null)|set(text) options
  set(text) capabilities device_ids
  text|int count

Healthcheck
  extensible
  text interval timeout start_period start_interval
  bool|text disable
  number|text retries
  text|list(text) test

Image
  extensible
  text subpath

Include
  text project_directory
  text|set(text) path env_file

Ipam
  extensible
  text driver
  list({Config}) config
  map(text) options

Limits
  extensible
  text memory
  int|text pids
  number|text cpus

Logging
  extensible
  text driver
  map(text|number|null) options

Model
  extensible
  text name model!
  int context_size
  list(text) runtime_flags

Models
  extensible
  text endpoint_var model_var

Network
  extensible
  text name driver
  bool|text internal enable_ipv4 enable_ipv6 attachable
  bool|text|{External} external
  map(text|number) driver_opts
  map(text|number|bool|null)|set(text) labels
  {Ipam} ipam

Networks
  extensible
  text interface_name ipv4_address ipv6_address mac_address
  map(text|number) driver_opts
  number priority gw_priority
  set(text) aliases link_local_ips

Placement
  extensible
  int|text max_replicas_per_node
  list(text) constraints
  list({Preferences}) preferences

Ports
  extensible
  text name mode host_ip protocol app_protocol
  int|text target
  text|int published

Preferences
  extensible
  text spread

Provider
  extensible
  text type!
  map(text|number|bool|list(text|number|bool)) options

Reservations
  extensible
  text memory
  list({Devices}) devices
  list({GenericResources}) generic_resources
  number|text cpus

Resources
  extensible
  {Limits} limits
  {Reservations} reservations

RestartPolicy
  extensible
  text condition delay window
  int|text max_attempts

RollbackConfig
  extensible
  text delay failure_action monitor
  enum(start-first,stop-first) order
  int|text parallelism
  number|text max_failure_ratio

Secret
  extensible
  text name environment file driver template_driver
  bool|text|{External2} external
  map(text|number) driver_opts
  map(text|number|bool|null)|set(text) labels

Service
  extensible
  text cgroup_parent cpuset domainname hostname image ipc isolation mac_address network_mode platform pull_policy
  text pull_refresh_after restart runtime stop_grace_period stop_signal user uts userns_mode working_dir
  bool use_api_socket
  bool|text attach init oom_kill_disable privileged read_only stdin_open tty
  container-name container_name
  enum(all)|list({Gpus}) gpus
  enum(host,private) cgroup
  int|text mem_swappiness scale
  list(text|{Devices2}) devices
  list(text|{ServiceConfigOrSecret}) configs secrets
  list({ServiceHook}) post_start pre_stop
  map(any) storage_opt
  map(int|text|{Ulimits}) ulimits
  map(text|list(text))|set(text) extra_hosts
  map(text|number|bool|null)|set(text) annotations environment labels sysctls
  null|text|list(text) command entrypoint
  number|text cpu_shares cpu_quota cpu_period cpu_rt_period cpu_rt_runtime cpus mem_limit memswap_limit pids_limit
  number|text shm_size
  set(number|text|{Ports}) ports
  set(text) cap_add cap_drop device_cgroup_rules dns_opt external_links links profiles security_opt volumes_from
  set(text)|map({DependsOn}) depends_on
  set(text)|map({Models}) models
  set(text)|map({Networks}|null) networks
  set(text|number) expose group_add
  set(text|{Volumes}) volumes
  text|int mem_reservation
  text|int(-1000..1000) oom_score_adj
  text|int(0..) cpu_count
  text|int(0..100) cpu_percent
  text|list(text) label_file
  text|list(text|{EnvFile}) env_file
  text|null pid
  text|set(text) dns dns_search tmpfs
  text|{Build} build
  text|{Extends} extends
  {BlkioConfig} blkio_config
  {CredentialSpec} credential_spec
  {Logging} logging
  {Provider} provider
  {Deployment} deploy
  {Development} develop
  {Healthcheck} healthcheck

ServiceConfigOrSecret
  extensible
  text source target uid gid
  number|text mode

ServiceHook
  extensible
  text user working_dir
  bool|text privileged
  map(text|number|bool|null)|set(text) environment
  null|text|list(text) command!

Tmpfs
  extensible
  int(0..)|text size
  number|text mode

Ulimits
  extensible
  int|text hard! soft!

Volume
  extensible
  text subpath
  bool|text nocopy
  map(text|number|bool|null)|set(text) labels

VolumeBlock
  extensible
  text name driver
  bool|text|{External} external
  map(text|number) driver_opts
  map(text|number|bool|null)|set(text) labels

Volumes
  extensible
  text source target consistency
  bool|text read_only
  enum(bind,volume,tmpfs,cluster,npipe,image) type!
  {Bind} bind
  {Image} image
  {Tmpfs} tmpfs
  {Volume} volume

Watch
  extensible
  text path! target
  bool initial_sync
  enum(rebuild,sync,restart,sync+restart,sync+exec) action!
  text|set(text) ignore include
  {ServiceHook} exec
`;
