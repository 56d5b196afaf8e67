/** Components for profiles, and instrumentation with eBPF. */
export const profiles = `
beyla.ebpf
  -> targets list(target)
  string trace_printer
  bool debug enforce_sys_caps
  attributes* {
    instance_id* {
      string override_hostname
      bool dns
    }
    kubernetes {
      string cluster_name enable meta_cache_address
      bool meta_restrict_local_node
      duration informers_resync_period informers_sync_timeout reconnect_initial_interval
      list(string) disable_informers
    }
    select* {
      string attr!
      list(string) exclude include
    }
  }
  discovery* {
    bool exclude_otel_instrumented_services skip_go_specific_tracers
    default_exclude_instrument* {
      {kubernetes} kubernetes
    }
    exclude_instrument* {
      {kubernetes} kubernetes
    }
    instrument* {
      string cmd_args exe_path name namespace open_ports
      bool containers_only
      list(string) exports
      {kubernetes} kubernetes
      sampler* {
        string arg name
      }
    }
    survey* {
      {kubernetes} kubernetes
    }
  }
  ebpf* {
    string context_propagation
    bool heuristic_sql_detect high_request_volume track_request_headers
    duration http_request_timeout
    number wakeup_len
    maps_config* {
      number global_scale_factor
    }
    payload_extraction* {
      http {
        {switch} anthropic* bedrock* embedding* gemini* mcp* openai* qwen* rerank* retrieval*
      }
    }
  }
  filters* {
    {include_exclude_match} application* network*
  }
  injector* {
    string exporter_otlp_endpoint exporter_otlp_protocol image_version
    bool disable_auto_restart
    list(string) enabled_sdks trace_propagators
    {} exclude_instrument*
    instrument* {
      string cmd_args exe_path name namespace open_ports
      bool containers_only
      list(string) exports
    }
    otel_exported_signals* {
      bool logs metrics traces
    }
    resources* {
      bool add_k8s_ip_attribute add_k8s_uid_attributes use_k8s_labels_for_resource_attributes
      map(string) attributes
    }
    trace_sampler* {
      string arg name
    }
    webhook* {
      string external_deployment_name
    }
  }
  jvm_runtime_metrics* {
    bool enabled
    duration sampling_interval
  }
  metrics* {
    string exemplar_filter
    bool allow_service_graph_self_references
    list(string) extra_resource_labels extra_span_resource_labels features instrumentations
    network* {
      string agent_ip agent_ip_iface agent_ip_type direction source
      duration cache_active_timeout
      list(string) cidrs exclude_interfaces exclude_protocols interfaces protocols
      number cache_max_flows sampling
    }
  }
  output! {
    list(telemetry) traces
  }
  routes* {
    string ignore_mode unmatched wildcard_char
    list(string) ignored_patterns patterns
    number max_path_segment_cardinality
  }
  stats* {
    string agent_ip agent_ip_iface agent_ip_type
    bool print_stats
    list(string) cidrs
  }
  traces {
    list(string) instrumentations
    sampler* {
      string arg name
    }
  }

pyroscope.ebpf
  string bpf_fs_root comm demangle
  bool collect_kernel_profile collect_user_profile dotnet_enabled go_enabled go_table_fallback hotspot_enabled
  bool kernel_frames lazy_mode load_probe no_kernel_version_check obi_process_context_enabled perl_enabled php_enabled
  bool pid_label python_enabled ruby_enabled v8_enabled verbose_mode
  duration collect_interval
  list(profiles) forward_to!
  list(string) probe_links u_probe_links
  list(target) targets
  number build_id_cache_size cache_rounds container_id_cache_size off_cpu_threshold pid_cache_size pid_map_size
  number same_file_cache_size sample_rate symbols_map_size

pyroscope.enrich experimental
  -> receiver profiles
  string profiles_match_label target_match_label!
  list(profiles) forward_to!
  list(string) labels_to_copy
  list(target) targets!

pyroscope.java
  string tmp_dir
  list(profiles) forward_to!
  list(target) targets!
  profiling_config {
    string alloc event lock log_level
    bool cpu per_thread quiet tlab
    duration interval
    list(string) custom_arguments
    number sample_rate
  }

pyroscope.receive_http
  list(profiles) forward_to!
  {http_service} http

pyroscope.relabel
  -> receiver profiles
  -> rules rules
  list(profiles) forward_to!
  number max_cache_size
  {rule} rule*

pyroscope.scrape
  ...http_client
  string job_name scheme
  duration delta_profiling_duration scrape_interval scrape_timeout
  list(profiles) forward_to!
  list(target) targets!
  map(list(string)) params
  {optional} clustering
  profiling_config {
    string path_prefix
    {profile} profile.block profile.fgprof profile.godeltaprof_block profile.godeltaprof_memory
    {profile} profile.godeltaprof_mutex profile.goroutine profile.memory profile.mutex profile.process_cpu
    profile.custom* {
      labelled
      string path!
      bool delta enabled!
    }
  }

pyroscope.write
  -> receiver profiles
  map(string) external_labels
  endpoint* {
    ...http_client
    string name url!
    bool retry_on_http_429
    duration debug_info_upload_timeout max_backoff_period min_backoff_period remote_timeout
    map(string) headers
    number max_backoff_retries
  }
  tracing {
    bool jaeger_propagator trace_context_propagator
  }
`;
