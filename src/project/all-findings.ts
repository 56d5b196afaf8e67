import { collectorFindings } from "../check/collectors/findings.js";
import { allowFindings, checkFindings } from "../check/findings.js";
import { smokeFindings } from "../check/smoke-findings.js";
import { compositionFindings, definitionFindings, metricFindings } from "../compile/findings.js";
import type { FindingEntry, FindingId } from "../diagnostics/finding.js";
import { alertmanagerFindings } from "../formats/alertmanager/findings.js";
import { alloyFindings } from "../formats/alloy/findings.js";
import { expositionFindings } from "../formats/exposition/findings.js";
import { dashboardFileFindings } from "../formats/grafana/findings.js";
import { jsonFindings } from "../formats/json/findings.js";
import { lokiFindings } from "../formats/loki/findings.js";
import { manifestFindings } from "../formats/manifests/findings.js";
import { ruleFileFindings } from "../formats/prometheus/findings.js";
import { prometheusConfigFindings } from "../formats/prometheus-config/findings.js";
import { testFileFindings } from "../formats/prometheus-tests/findings.js";
import { sloFileFindings } from "../formats/slo/findings.js";
import { templateFindings } from "../gotemplate/findings.js";
import { logqlFindings } from "../logql/findings.js";
import { mutationFindings } from "../mutate/findings.js";
import { promqlFindings } from "../promql/findings.js";
import { testFindings, upgradeFindings } from "../simulate/findings.js";
import { yamlFindings } from "../yaml/findings.js";
import {
  baselineFindings,
  configFindings,
  costFindings,
  fileFindings,
  loadFindings,
  outputFindings,
} from "./findings.js";

/**
 * Every finding of every room: the catalogue that `explain`, SARIF, allowances and the index of checks go by. A table
 * that is missing here does not compile, as `FindingId` is of all of them.
 */
export const allFindings: Readonly<Record<FindingId, FindingEntry>> = {
  ...yamlFindings,
  ...jsonFindings,
  ...promqlFindings,
  ...logqlFindings,
  ...metricFindings,
  ...templateFindings,
  ...ruleFileFindings,
  ...alertmanagerFindings,
  ...alloyFindings,
  ...lokiFindings,
  ...sloFileFindings,
  ...manifestFindings,
  ...prometheusConfigFindings,
  ...expositionFindings,
  ...dashboardFileFindings,
  ...testFileFindings,
  ...definitionFindings,
  ...checkFindings,
  ...collectorFindings,
  ...allowFindings,
  ...smokeFindings,
  ...testFindings,
  ...upgradeFindings,
  ...mutationFindings,
  ...loadFindings,
  ...compositionFindings,
  ...configFindings,
  ...outputFindings,
  ...baselineFindings,
  ...fileFindings,
  ...costFindings,
};
