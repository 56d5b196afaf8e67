/** The stages of loki.process. */
export const lokiStages = `
stages
  {} stage.decolorize* stage.docker*
  {eventlogmessage} stage.eventlogmessage* stage.windowsevent*
  stage.cri* {
    bool max_partial_line_size_truncate
    number max_partial_line_size max_partial_lines
  }
  stage.drop* {
    string drop_counter_reason expression separator source value
    duration older_than
    size longer_than
  }
  stage.geoip* {
    string db! db_type source!
    map(string) custom_lookups
  }
  stage.json* {
    string regex source
    bool drop_malformed
    map(string) expressions
  }
  stage.label_drop* {
    list(string) values!
  }
  stage.label_keep* {
    list(string) values!
  }
  stage.labels* {
    enum(line|label|structured_metadata|extracted) source_type
    map(string) values!
  }
  stage.limit* {
    string by_label_name
    bool drop
    number burst! max_distinct_labels rate!
  }
  stage.logfmt* {
    string regex source
    map(string) mapping
  }
  stage.luhn* {
    string delimiters replacement skip_regex source
    number min_length
  }
  stage.match* {
    ...stages
    string action drop_counter_reason pipeline_name selector!
  }
  stage.metrics* {
    metric.counter* {
      string description name! prefix source value
      enum(inc|add) action!
      bool count_entry_bytes match_all
      duration max_idle_duration
    }
    metric.gauge* {
      string description name! prefix source value
      enum(set|inc|dec|add|sub) action!
      duration max_idle_duration
    }
    metric.histogram* {
      string description name! prefix source value
      duration max_idle_duration
      list(number) buckets!
    }
  }
  stage.multiline* {
    string firstline!
    bool trim_newlines
    duration max_wait_time
    number max_lines
  }
  stage.output* {
    string source!
  }
  stage.pack* {
    bool ingest_timestamp
    list(string) labels!
  }
  stage.pattern* {
    string pattern! source
    bool labels_from_groups
  }
  stage.regex* {
    string expression! source
    bool labels_from_groups
  }
  stage.replace* {
    string expression! replace source
  }
  stage.sampling* {
    string drop_counter_reason
    number rate!
  }
  stage.split_json* {
    string source
  }
  stage.static_labels* {
    map(string) values!
  }
  stage.structured_metadata* {
    string regex
    map(string) values
  }
  stage.structured_metadata_drop* {
    list(string) values!
  }
  stage.template* {
    string source!
    template template!
  }
  stage.tenant* {
    string label source value
  }
  stage.timestamp* {
    string action_on_duplicate_timestamp action_on_failure format! location source!
    list(string) fallback_formats
  }
  stage.truncate* {
    rule+ {
      string suffix
      enum(line|label|structured_metadata|extracted) source_type
      list(string) sources
      size limit!
    }
  }
`;
