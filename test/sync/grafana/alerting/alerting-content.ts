import type { GrafanaRule } from "../../../../src/formats/grafana-alerting/index.js";
import type { PlanOptions } from "../../../../src/sync/plan/make-plan.js";
import { renderPlan } from "../../../../src/sync/plan/render-plan.js";
import { markPolicy } from "../../../../src/sync/targets/grafana/alerting/policies/policy.js";
import { provisionGroup } from "../../../../src/sync/targets/grafana/alerting/rules/rule-group.js";
import type { GrafanaContent } from "../../../../src/sync/targets/grafana/grafana-content.js";
import type { GrafanaDouble } from "../double/grafana-double.js";
import { contentOf, planContent } from "../open-double.js";

const owner = "telltale-shop/prod";

/** What Grafana manages for a project, with one setting of each object that can change. */
export interface TestAlerting {
  /** The rules of groups by uid, each with its `for`. */
  readonly groups?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The channels of contact points by their uid. */
  readonly contactPoints?: Readonly<Record<string, string>>;
  /** The `group_wait` of policies by the value of their matcher. */
  readonly policies?: Readonly<Record<string, string>>;
  /** The years of mute timings by their name. */
  readonly muteTimings?: Readonly<Record<string, string>>;
  readonly template?: string | undefined;
}

export const secretName = "SLACK_DOUBLE_URL";

/** The content of a project without dashboards. */
export function alertingOf(given: TestAlerting): GrafanaContent {
  const { groups = {}, contactPoints = {}, policies = {}, muteTimings = {}, template } = given;
  const [contact] = Object.keys(contactPoints);
  const [muted] = Object.keys(muteTimings);
  return {
    ...contentOf([]),
    alerting: {
      owner,
      template,
      contactPoints: Object.entries(contactPoints).map(([uid, recipient]) => ({
        ...{ uid, name: uid, type: "slack", disableResolveMessage: false },
        settings: { url: { kind: "secret", name: secretName } as const, recipient },
      })),
      policies: Object.entries(policies).map(([team, wait]) =>
        markPolicy(
          {
            ...(contact !== undefined && { receiver: contact }),
            ...(muted !== undefined && { mute_time_intervals: [muted] }),
            ...{ object_matchers: [["team", "=", team]], group_wait: wait },
          },
          owner,
        ),
      ),
      muteTimings: Object.entries(muteTimings).map(([name, year]) => ({
        name,
        time_intervals: [{ years: [year], months: ["december"] }],
      })),
      groups: Object.entries(groups).map(([name, rules]) =>
        provisionGroup(
          {
            name,
            folder: "Ours",
            interval: "1m",
            rules: Object.entries(rules).map(([uid, after]) => ruleOf(uid, after)),
          },
          "ours",
          owner,
        ),
      ),
    },
  };
}

function ruleOf(uid: string, after: string): GrafanaRule {
  const query = {
    refId: "query",
    queryType: "prometheus",
    relativeTimeRange: { from: 660, to: 60 },
    datasourceUid: "prom",
  };
  return {
    ...{ uid, title: uid, condition: "query", noDataState: "OK", execErrState: "OK", isPaused: false, for: after },
    ...{ missing_series_evals_to_resolve: 1, annotations: { summary: uid }, labels: { severity: "page" } },
    data: [{ ...query, model: { expr: "up == 0", refId: "query" } }],
  };
}

export async function renderedPlan(
  grafana: GrafanaDouble,
  content: GrafanaContent,
  options: PlanOptions = {},
): Promise<string> {
  return renderPlan((await planContent(grafana, content, options)).plan, { color: false });
}
