import type { GrafanaRule } from "../../../../src/formats/grafana-alerting/index.js";
import type { PlanOptions } from "../../../../src/sync/plan/make-plan.js";
import { renderPlan } from "../../../../src/sync/plan/render-plan.js";
import { provisionGroup } from "../../../../src/sync/targets/grafana/alerting/rule-group.js";
import type { GrafanaContent } from "../../../../src/sync/targets/grafana/grafana-content.js";
import type { GrafanaDouble } from "../double/grafana-double.js";
import { contentOf, planContent } from "../open-double.js";

const owner = "telltale-shop/prod";

/** What Grafana manages for a project, with one setting of each object that can change. */
export interface TestAlerting {
  /** The rules of groups by uid, each with its `for`. */
  readonly groups?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The content of a project without dashboards. */
export function alertingOf({ groups = {} }: TestAlerting): GrafanaContent {
  return {
    ...contentOf([]),
    alerting: {
      owner,
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
