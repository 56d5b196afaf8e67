import { renderTemplate, type TemplateNode } from "../../../../handlebars/index.js";
import { fixedTargets } from "./fixed-targets.js";
import { metricPartials } from "./metrics.js";
import { droppedLines, podLogs } from "./pod-logs.js";

/** The folder in which pods find the keys of the Secret. */
export const secretFolder = "/etc/grafana-cloud";

/** Fills a template of a configuration of Alloy. The component that writes metrics is called `cloud`, unless the facts say otherwise. */
export function renderAlloy(template: readonly TemplateNode[], facts: object): string {
  return renderTemplate(
    template,
    { metricStore: "cloud", ...facts, folder: secretFolder },
    { inline: { string: (text) => JSON.stringify(text) }, block: {} },
    { ...metricPartials, podLogs, droppedLines, fixedTargets },
  );
}
