import { logql, logStream, logs, override, system, timeseries, transform, variable } from "telltale";
import { grafanaLines } from "../grafana-defaults.js";

export const tomcat = system("tomcat", {});

const streams = logStream({ selector: {}, labels: { job: 5, cluster: 5, level: 6 }, fields: {} });
const job = variable.label("job", streams, "job", { label: "Job", allValue: ".*" });
const cluster = variable.label("cluster", streams.where({ job }), "cluster", { label: "Cluster", allValue: ".*" });
const level = variable.label("level", streams.where({ job, cluster }), "level", { label: "Level", allValue: ".*" });
const regexSearch = variable.text("regex_search", "", { label: "Regex search" });

export const tomcatLogs = tomcat.dashboard("Apache Tomcat logs", {
  last: "30m",
  refresh: "30s",
  timeZone: "default",
  tooltip: "none",
  tags: ["apache-tomcat-mixin"],
  links: [
    { title: "Apache Tomcat hosts", url: "/d/apachetomcat_hosts", newTab: false, keepTime: true },
    { title: "Apache Tomcat overview", url: "/d/apachetomcat_overview", newTab: false, keepTime: true },
    { title: "All dashboards", tag: "apache-tomcat-mixin" },
  ],
  variables: [job, cluster, level, regexSearch],
  panels: [
    timeseries(
      "Logs volume",
      logql`sum by (level) (count_over_time({job=~"$job",cluster=~"$cluster",level=~"$level"}
|~ "$regex_search"

[$__auto]))`,
      {
        ...grafanaLines,
        description: 'Logs volume grouped by "level" label.',
        unit: "none",
        legend: "{{ level }}",
        width: 24,
        height: 6,
        maxDataPoints: 100,
        overrides: [
          override.pattern("(E|e)merg|(F|f)atal|(A|a)lert|(C|c)rit.*", { color: "purple" }),
          override.pattern("(E|e)(rr.*|RR.*)", { color: "red" }),
          override.pattern("(W|w)(arn.*|ARN.*|rn|RN)", { color: "orange" }),
          override.pattern("(N|n)(otice|ote)|(I|i)(nf.*|NF.*)", { color: "green" }),
          override.pattern("dbg.*|DBG.*|(D|d)(EBUG|ebug)", { color: "blue" }),
          override.pattern("(T|t)(race|RACE)", { color: "light-blue" }),
          override.pattern("logs", { color: "text" }),
        ],
        transformations: [transform.renamePattern("Value", "logs")],
        lines: "bars",
        fill: 50,
        stack: "normal",
        tooltip: "all",
      },
    ),
    logs(
      "Logs",
      logql`{job=~"$job",cluster=~"$cluster",level=~"$level"} 
|~ "$regex_search"`,
      { width: 24, height: 18, wrap: false, showTime: false, deduplicate: "exact", prettify: true },
    ),
  ],
});
