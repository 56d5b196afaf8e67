/** Processors of the OpenTelemetry Collector. */
export const otelcolProcessors = `
otelcol.processor.attributes
  -> input telemetry
  {debug_metrics} debug_metrics
  {span_filter} exclude include
  {output} output!
  action* {
    string action! converted_type from_attribute from_context key pattern
    any value
  }

otelcol.processor.batch
  -> input telemetry
  duration timeout
  list(string) metadata_keys
  number metadata_cardinality_limit send_batch_max_size send_batch_size
  {debug_metrics} debug_metrics
  {output} output!

otelcol.processor.cumulativetodelta preview
  -> input telemetry
  string initial_value
  duration max_staleness
  {debug_metrics} debug_metrics
  {output} output!
  {metric_filter} exclude include

otelcol.processor.deltatocumulative experimental
  -> input telemetry
  duration max_stale
  number max_streams
  {debug_metrics} debug_metrics
  {output} output!

otelcol.processor.discovery
  -> input telemetry
  string operation_type
  list(string) pod_associations
  list(target) targets!
  {output} output!

otelcol.processor.filter
  -> input telemetry
  anycase(ignore|propagate|silent) error_mode
  {debug_metrics} debug_metrics
  {output} output!
  log_conditions* {
    string context
    list(string) conditions!
  }
  logs {
    list(string) log_record
  }
  metric_conditions* {
    string context
    list(string) conditions!
  }
  metrics {
    list(string) datapoint metric
  }
  trace_conditions* {
    string context
    list(string) conditions!
  }
  traces {
    list(string) span spanevent
  }

otelcol.processor.groupbyattrs
  -> input telemetry
  list(string) keys
  {debug_metrics} debug_metrics
  {output} output!

otelcol.processor.interval experimental
  -> input telemetry
  duration interval
  {debug_metrics} debug_metrics
  {output} output!
  passthrough* {
    bool gauge summary
  }

otelcol.processor.k8sattributes
  -> input telemetry
  enum(none|serviceAccount|kubeConfig|tls) auth_type
  bool passthrough wait_for_metadata
  duration pod_delete_grace_period wait_for_metadata_timeout watch_sync_period
  {debug_metrics} debug_metrics
  {output} output!
  exclude {
    pod* {
      string name!
    }
  }
  extract {
    bool deployment_name_from_replicaset otel_annotations
    list(string) metadata
    {extraction} annotation* label*
  }
  filter {
    string namespace node
    {field_filter} field* label*
  }
  pod_association* {
    source+ {
      string from! name
    }
  }

otelcol.processor.memory_limiter
  -> input telemetry
  duration check_interval!
  number limit_percentage spike_limit_percentage
  size limit spike_limit
  {debug_metrics} debug_metrics
  {output} output!

otelcol.processor.metric_start_time
  -> input telemetry
  string start_time_metric_regex strategy
  duration gc_interval
  {debug_metrics} debug_metrics
  {output} output!

otelcol.processor.probabilistic_sampler
  -> input telemetry
  string attribute_source from_attribute mode sampling_priority
  bool fail_closed
  number hash_seed sampling_percentage sampling_precision
  {debug_metrics} debug_metrics
  {output} output!

otelcol.processor.redaction experimental
  -> input telemetry
  string hash_function summary
  bool allow_all_keys redact_all_types
  list(string) allowed_keys allowed_values blocked_key_patterns blocked_values ignored_key_patterns ignored_keys
  secret hmac_key
  {debug_metrics} debug_metrics
  {output} output!
  db_sanitizer* {
    bool sanitize_span_name
    {attribute_names} es* memcached* mongo* opensearch* redis* sql* valkey*
  }
  url_sanitizer* {
    bool enabled sanitize_span_name
    list(string) attributes
  }

otelcol.processor.resourcedetection
  -> input telemetry
  bool fail_on_missing_metadata override
  duration timeout
  list(string) detectors
  {} dynatrace
  {metadata_detector} alibaba_ecs tencent_cvm
  {debug_metrics} debug_metrics
  {output} output!
  {upcloud} upcloud vultr
  akamai {
    {resource_attributes} resource_attributes
  }
  aks {
    resource_attributes {
      {optional} cloud.platform cloud.provider k8s.cluster.name
    }
  }
  azure {
    list(string) tags
    resource_attributes {
      {optional} azure.resourcegroup.name azure.vm.name azure.vm.scaleset.name azure.vm.size cloud.account.id
      {optional} cloud.availability_zone cloud.platform cloud.provider cloud.region host.id host.name
    }
  }
  consul {
    string address datacenter namespace
    list(string) meta
    secret token
    resource_attributes {
      {optional} cloud.region host.id host.name
    }
  }
  digitalocean {
    {resource_attributes} resource_attributes
  }
  docker {
    resource_attributes {
      {optional} host.name os.type
    }
  }
  ec2 {
    bool fail_on_missing_metadata tags_from_imds
    duration max_backoff
    list(string) tags
    number max_attempts
    {metadata_attributes} resource_attributes
  }
  ecs {
    resource_attributes {
      {optional} aws.ecs.cluster.arn aws.ecs.launchtype aws.ecs.task.arn aws.ecs.task.family aws.ecs.task.id
      {optional} aws.ecs.task.revision aws.log.group.arns aws.log.group.names aws.log.stream.arns aws.log.stream.names
      {optional} cloud.account.id cloud.availability_zone cloud.platform cloud.provider cloud.region
    }
  }
  eks {
    string node_from_env_var
    resource_attributes {
      {optional} cloud.account.id cloud.platform cloud.provider k8s.cluster.name
    }
  }
  elasticbeanstalk {
    resource_attributes {
      {optional} cloud.platform cloud.provider deployment.environment service.instance.id service.version
    }
  }
  gcp {
    resource_attributes {
      {optional} cloud.account.id cloud.availability_zone cloud.platform cloud.provider cloud.region faas.id
      {optional} faas.instance faas.name faas.version gcp.cloud_run.job.execution gcp.cloud_run.job.task_index
      {optional} gcp.gce.instance.group_manager.name gcp.gce.instance.group_manager.region
      {optional} gcp.gce.instance.group_manager.zone gcp.gce.instance.hostname gcp.gce.instance.name host.id host.name
      {optional} host.type k8s.cluster.name
    }
  }
  heroku {
    resource_attributes {
      {optional} cloud.provider heroku.app.id heroku.dyno.id heroku.release.commit heroku.release.creation_timestamp
      {optional} service.instance.id service.name service.version
    }
  }
  hetzner {
    resource_attributes {
      {optional} cloud.availability_zone cloud.provider cloud.region host.id host.name
    }
  }
  kubeadm {
    string auth_type context
    resource_attributes {
      {optional} k8s.cluster.name k8s.cluster.uid
    }
  }
  kubernetes_node {
    string auth_type context node_from_env_var
    resource_attributes {
      {optional} k8s.node.name k8s.node.uid
    }
  }
  lambda {
    resource_attributes {
      {optional} aws.log.group.names aws.log.stream.names cloud.platform cloud.provider cloud.region faas.instance
      {optional} faas.max_memory faas.name faas.version
    }
  }
  nova {
    bool fail_on_missing_metadata
    list(string) labels
    resource_attributes {
      {optional} cloud.availability_zone cloud.platform cloud.provider cloud.region host.id host.name host.type
    }
  }
  openshift {
    string address token
    {client_tls} tls
    resource_attributes {
      {optional} cloud.platform cloud.provider cloud.region k8s.cluster.name
    }
  }
  oraclecloud {
    resource_attributes {
      {optional} cloud.availability_zone cloud.platform cloud.provider cloud.region host.id host.name host.type
      {optional} k8s.cluster.name oracle_cloud.realm
    }
  }
  scaleway {
    resource_attributes {
      {optional} cloud.account.id cloud.availability_zone cloud.platform cloud.provider cloud.region host.id
      {optional} host.image.id host.image.name host.name host.type
    }
  }
  system {
    list(string) hostname_sources
    resource_attributes {
      {optional} host.arch host.cpu.cache.l2.size host.cpu.family host.cpu.model.id host.cpu.model.name
      {optional} host.cpu.stepping host.cpu.vendor.id host.id host.interface host.ip host.mac host.name os.build.id
      {optional} os.description os.name os.type os.version
    }
  }

otelcol.processor.span
  -> input telemetry
  {debug_metrics} debug_metrics
  {span_filter} exclude include
  {output} output!
  name {
    string separator
    list(string) from_attributes
    to_attributes {
      bool break_after_match keep_original_name
      list(string) rules!
    }
  }
  status {
    string description
    enum(Ok|Error|Unset) code!
  }

otelcol.processor.tail_sampling
  -> input telemetry
  any decision_cache
  bool block_on_overflow drop_pending_traces_on_shutdown sample_on_first_match
  duration decision_wait decision_wait_after_root_received
  number expected_new_traces_per_sec maximum_trace_size_bytes num_traces
  {debug_metrics} debug_metrics
  {output} output!
  policy+ {
    string name! type!
    {boolean_attribute} boolean_attribute
    {bytes_limiting} bytes_limiting
    {latency} latency
    {numeric_attribute} numeric_attribute
    {ottl_condition} ottl_condition
    {probabilistic} probabilistic
    {rate_limiting} rate_limiting
    {span_count} span_count
    {status_code} status_code
    {string_attribute} string_attribute
    {trace_state} trace_state
    and {
      {and_sub_policy} and_sub_policy+
    }
    composite {
      list(string) policy_order!
      number max_total_spans_per_second!
      composite_sub_policy* {
        string name! type!
        {boolean_attribute} boolean_attribute
        {bytes_limiting} bytes_limiting
        {latency} latency
        {numeric_attribute} numeric_attribute
        {ottl_condition} ottl_condition
        {probabilistic} probabilistic
        {rate_limiting} rate_limiting
        {span_count} span_count
        {status_code} status_code
        {string_attribute} string_attribute
        {trace_state} trace_state
        and {
          {and_sub_policy} and_sub_policy+
        }
      }
      rate_allocation* {
        string policy!
        number percent!
      }
    }
    drop {
      {and_sub_policy} drop_sub_policy+
    }
    not {
      {and_sub_policy} not_sub_policy!
    }
  }

otelcol.processor.transform
  -> input telemetry
  anycase(ignore|propagate|silent) error_mode
  {debug_metrics} debug_metrics
  {log_statements} log_statements* metric_statements* trace_statements*
  {output} output!
  statements {
    list(string) log metric trace
  }
`;
