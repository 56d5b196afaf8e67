import { renderTemplate, type TemplateNode } from "../../../../handlebars/index.js";
import { metricPartials } from "./metrics.js";
import { podLogs } from "./pod-logs.js";

/** The folder in which pods find the keys of the Secret. */
export const secretFolder = "/etc/grafana-cloud";

/** Fills a template of a configuration of Alloy. */
export function renderAlloy(template: readonly TemplateNode[], facts: object): string {
  return renderTemplate(
    template,
    { ...facts, folder: secretFolder },
    { inline: { string: (text) => JSON.stringify(text) }, block: {} },
    { ...metricPartials, podLogs },
  );
}
