import type { PanelReference } from "../compiled.js";
import { grafanaAddress } from "../grafana/explore-link.js";
import { type AlertLabels, insertLabel } from "./alert-labels.js";

/**
 * Renders links to the dashboard and its panel, with the labels of the alert as variables. Grafana's own two annotations
 * work only together.
 */
export function renderPanelLinks(
  { uid, slug, panelId, variables }: PanelReference,
  labels: AlertLabels,
  grafana: string | undefined,
): Record<string, string> {
  const address = grafana === undefined ? undefined : `${grafanaAddress(grafana)}/d/${uid}/${slug}`;
  const values = variables
    .filter(({ labelName }) => labels(labelName) !== "never")
    .map(({ name, labelName }): Parameter => {
      const parameter = `var-${encodeURIComponent(name)}`;
      return (separator) => insertLabel(labels, labelName, (value) => `${parameter}=${value}${separator}`);
    });
  return {
    ...(address !== undefined && { dashboard_url: appendQuery(address, values) }),
    ...(address !== undefined &&
      panelId !== undefined && {
        panel_url: appendQuery(address, [(separator) => `viewPanel=${panelId}${separator}`, ...values]),
      }),
    ...(panelId !== undefined && { __dashboardUid__: uid, __panelId__: String(panelId) }),
  };
}

/** Renders a parameter of an address, followed by a separator. */
type Parameter = (separator: string) => string;

function appendQuery(address: string, parameters: readonly Parameter[]): string {
  if (parameters.length === 0) return address;
  const last = parameters.length - 1;
  return `${address}?${parameters.map((render, index) => render(index < last ? "&" : "")).join("")}`;
}
