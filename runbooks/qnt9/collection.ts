import { eventRate, logql, promql, type Runbook, type RunbookStep, up } from "telltale";
import { collector } from "../../systems/qnt9/collector.js";
import { allLogs, collectorLogs } from "../../systems/qnt9/logs.js";

const readLogs: RunbookStep = {
  text: "What does the collector log? `remote_write` is about metrics, `loki` about logs, `tempo` about traces.",
  command: "kubectl logs -n qnt9-monitoring -l app=grafana-agent --tail=100 | grep -iE 'error|remote_write|loki|tempo'",
  query: logql`${collectorLogs} | logfmt | level=~"warn|error"`,
};

const restart: RunbookStep = {
  text: "After a change of the configuration or the credentials, restart the collector.",
  command:
    "kubectl rollout restart -n qnt9-monitoring daemonset/grafana-agent\nkubectl rollout status -n qnt9-monitoring daemonset/grafana-agent",
};

export const collectorDown: Runbook = {
  meaning:
    "For five minutes, Grafana Cloud has received nothing from the collector. [ServiceDown](service-down.md) then fires for " +
    "services that may well be up.",
  impact: "Users do not notice. You are blind: dashboards are empty, and alerts that need data stay silent.",
  diagnosis: [
    {
      text: "Do its pods run, one on each node?",
      command: "kubectl get pods -n qnt9-monitoring -l app=grafana-agent -o wide",
    },
    {
      text: "What happened to them?",
      command: "kubectl describe pods -n qnt9-monitoring -l app=grafana-agent",
    },
    {
      text: "What did they log, and before the last crash?",
      command:
        "kubectl logs -n qnt9-monitoring -l app=grafana-agent --tail=100\nkubectl logs -n qnt9-monitoring -l app=grafana-agent --previous --tail=100",
    },
    { text: "Since when is nothing received?", query: promql`sum(${up(collector)})` },
    {
      text: "Are all credentials there? This shows their names and sizes, not their values.",
      command: "kubectl describe secret -n qnt9-monitoring grafana-cloud-secrets",
    },
    {
      text: "Does the collector still answer? If it does, only the way to Grafana Cloud is broken: network, credentials, or an incident at Grafana Cloud.",
      command: "kubectl port-forward -n qnt9-monitoring svc/grafana-agent 8080:80\ncurl localhost:8080/metrics",
    },
  ],
  mitigation: [
    "Look at the services themselves until it works again: open QNT9 in a browser, and sign in.",
    {
      text: "If a change of its configuration broke it, apply the last version that worked.",
      command: "kubectl apply -f infrastructure/kubernetes/monitoring/grafana-agent.yaml",
    },
    "If a token for Grafana Cloud has expired, create a new one, and put it into the secret `grafana-cloud-secrets`.",
    restart,
  ],
};

export const collectorLosesData: Runbook = {
  meaning: "For fifteen minutes, Grafana Cloud has refused samples or log lines. They are lost.",
  impact: "Users do not notice. Graphs have gaps, logs lack lines, and alerts may miss something.",
  diagnosis: [
    { text: "Are metrics refused?", query: eventRate(collector.samplesFailed) },
    {
      text: "Are log lines given up, and for what reason?",
      query: eventRate(collector.logsDropped, { by: ["reason"] }),
    },
    readLogs,
    { text: "Is a limit of the plan reached?", dashboard: "Collection and usage" },
    {
      text: "Do lines of our services still arrive, and are they JSON?",
      query: logql`sum by (app) (count_over_time(${allLogs} | json | __error__="" [5m]))`,
    },
  ],
  mitigation: [
    "If there are too many series or logs, follow [ActiveSeriesNearLimit](active-series-near-limit.md) or [LogVolumeNearLimit](log-volume-near-limit.md).",
    "If the credentials are refused (401), renew the token in the secret `grafana-cloud-secrets`.",
    restart,
  ],
};

export const activeSeriesNearLimit: Runbook = {
  meaning: "For an hour, the collectors have sent more than 8,000 series. The plan includes 10,000.",
  impact: "None for users. Each series beyond the included ones costs money.",
  diagnosis: [
    { text: "Did the number jump, or does it grow?", query: promql`sum(${collector.activeSeries})` },
    {
      text: "Which metrics have the most series? The query reads all of them, so run it once.",
      query: promql`topk(10, count by (__name__) ({app=~".+-service"}))`,
    },
    "Which label has many values? Ids of people and requests must not be labels: use the tier or the status.",
  ],
  mitigation: [
    "Nobody needs to act at night.",
    "Remove the label from the metric, or drop the metric in the configuration of the collector (`action: drop` for its name).",
    "If every series is needed, scrape less often, or change the plan.",
  ],
};

export const logVolumeNearLimit: Runbook = {
  meaning:
    "In the last day, more than 1.3 GB of logs were sent. At this rate, the 50 GB of the plan end before the month does.",
  impact: "None for users. Each gigabyte beyond the included ones costs money.",
  diagnosis: [
    {
      text: "Which service writes most?",
      query: logql`topk(5, sum by (app) (bytes_over_time(${allLogs} [1h])))`,
      dashboard: "Logs",
      panel: "Lines by level",
    },
    {
      text: "Does a service write DEBUG in production?",
      query: logql`sum by (app) (count_over_time(${allLogs} | json | level="DEBUG" [1h]))`,
    },
  ],
  mitigation: [
    "Nobody needs to act at night.",
    "Set the level to WARNING in the settings of that service, and deploy it.",
    "Drop DEBUG in the collector: it must parse the line first, because the level is a field of the JSON and no label.",
  ],
};
