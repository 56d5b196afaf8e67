import { reportError, type Scope, type Subject } from "../../scope.js";
import type { DashboardForm } from "./dashboard-form.js";

/** The words for each form in a message. */
export const formNames: Readonly<Record<DashboardForm, string>> = {
  classic: "a classic dashboard",
  v2beta1: "a dashboard of Grafana 12",
  v2: "a dashboard of Grafana 13",
};

/** Reports an option that a classic dashboard cannot express, in an environment that has them. */
export function reportInexpressible(
  scope: Scope,
  subject: Subject,
  option: string,
  { summary, without }: { readonly summary: string; readonly without: string },
): void {
  const { settings } = scope;
  reportError(scope, "definition/unsupported", subject, {
    summary: `${formNames.classic} ${summary}`,
    details: `The setting \`grafana.dashboards\` of the environment "${settings.environment}", and its release of Grafana, decide the form.`,
    fix: `${without}; to leave it out of this environment, write \`only\``,
    option: [option],
  });
}
