import {
  atLeast,
  atLeastOne,
  atMostOne,
  boolAt,
  bytesAt,
  isSet,
  notEmpty,
  positive,
  type Rule,
  secondsAt,
  textAt,
  when,
} from "./conditions.js";
import { url } from "./prometheus.js";

const metric: readonly Rule[] = [atLeast(["max_idle_duration"], (value) => value >= 1, "1s or more")];

const rulesInKubernetes = (product: string): readonly Rule[] => [
  positive("sync_interval"),
  notEmpty(`${product}_namespace_prefix`, `${product}_namespace_separator`),
];

const label = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** Rules of components that read, process and write logs. */
export const lokiRules: Readonly<Record<string, readonly Rule[]>> = {
  "stages > stage.cri": [positive("max_partial_lines")],
  "stages > stage.multiline": [positive("max_wait_time")],
  "stages > stage.sampling": [atLeast(["rate"], (value) => value >= 0 && value <= 1, "between 0 and 1")],
  "stages > stage.template": [notEmpty("source")],
  "stages > stage.split_json": [notEmpty("source")],
  eventlogmessage: [
    when((block) => !label.test(textAt(block, "source") ?? "message"), "source", '"source" must be a label name'),
  ],
  "stages > stage.truncate > rule": [
    positive("limit"),
    when(
      (block) =>
        textAt(block, "source_type") !== undefined &&
        textAt(block, "source_type") === "line" &&
        isSet(block, "sources"),
      "sources",
      '"sources" has no meaning where "source_type" is line',
    ),
    when(
      (block) => (bytesAt(block, "limit") ?? Number.POSITIVE_INFINITY) <= (textAt(block, "suffix") ?? "").length,
      "suffix",
      '"suffix" must be shorter than "limit"',
    ),
  ],
  "stages > stage.metrics > metric.counter": [
    ...metric,
    atMostOne("match_all", "value"),
    when(
      (block) =>
        boolAt(block, "count_entry_bytes", false) === true &&
        (boolAt(block, "match_all", false) === false || textAt(block, "action") !== "add"),
      "count_entry_bytes",
      '"count_entry_bytes" needs "match_all" and the action add',
    ),
  ],
  "stages > stage.metrics > metric.gauge": metric,
  "stages > stage.metrics > metric.histogram": metric,
  "loki.rules.kubernetes": rulesInKubernetes("loki"),
  "mimir.rules.kubernetes": rulesInKubernetes("mimir"),
  "mimir.rules.kubernetes > extra_query_matchers > matcher": [
    atLeastOne("value", "value_from_label"),
    atMostOne("value", "value_from_label"),
  ],
  "loki.source.docker": [url("host"), positive("refresh_interval")],
  "loki.source.file > file_match": [positive("sync_period")],
  "loki.source.kubernetes_events": [notEmpty("job_name")],
  "loki.source.syslog > listener": [
    when(
      (block) => isSet(block, "rfc3164_cisco_components") && textAt(block, "syslog_format") !== "rfc3164",
      "rfc3164_cisco_components",
      '"rfc3164_cisco_components" needs "syslog_format" rfc3164',
    ),
    when(
      (block) => isSet(block, "rfc5424_allow_empty_msg") && (textAt(block, "syslog_format") ?? "rfc5424") !== "rfc5424",
      "rfc5424_allow_empty_msg",
      '"rfc5424_allow_empty_msg" needs "syslog_format" rfc5424',
    ),
    ...["use_rfc5424_message", "rfc3164_default_to_current_year", "use_incoming_timestamp"].map((name) =>
      when(
        (block) => textAt(block, "syslog_format") === "raw" && isSet(block, name),
        name,
        `"${name}" has no effect where "syslog_format" is raw`,
      ),
    ),
    when(
      (block) => isSet(block, "raw_format_options") && textAt(block, "syslog_format") !== "raw",
      "raw_format_options",
      '"raw_format_options" needs "syslog_format" raw',
    ),
  ],
  "loki.write > endpoint": [url("url")],
  "loki.write > wal": [
    (block) => {
      const [least, most] = [secondsAt(block, "min_read_frequency", 0.25), secondsAt(block, "max_read_frequency", 1)];
      if (least === undefined || most === undefined || least < most) return undefined;
      return { summary: '"min_read_frequency" must be smaller than "max_read_frequency"' };
    },
  ],
};
