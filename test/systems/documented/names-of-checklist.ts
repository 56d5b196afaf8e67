import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const path = fileURLToPath(new URL("../../../../shared/checklist.json", import.meta.url));

interface Entry {
  readonly name?: string;
  readonly text?: string;
  readonly title?: string | null;
  readonly query?: string | null;
  readonly path?: string;
  readonly panels?: readonly (string | { readonly name: string })[] | null;
}

/** The lists of the checklist that name something to look for. Others are commands, prices and remarks. */
const lists = [
  ...[
    "dashboards",
    "imports",
    "metrics",
    "referencedMetrics",
    "exampleMetrics",
    "alerts",
    "recordingRules",
    "slos",
    "slis",
  ],
  ...["logQueries", "otherLogQL", "promQueries", "traceQueries", "routes", "severities", "components", "files"],
  ...["troubleshooting", "practices", "security", "performance", "maintenance", "metaMonitoring", "ciCd", "nextSteps"],
  ...["ksmExpectations", "keyMetricsToMonitor", "metricsCollected", "exporterFamilies", "dashboardRequirements"],
] as const;

/** The names in a list of what the documents name, by system, as the documents write them; undefined without that list. */
export function namesOfChecklist(): ReadonlyMap<string, readonly string[]> | undefined {
  if (!existsSync(path)) return undefined;
  const content = JSON.parse(readFileSync(path, "utf8")) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  return new Map(Object.entries(content).map(([system, own]) => [system, lists.flatMap((list) => namesIn(own[list]))]));
}

function namesIn(list: unknown): readonly string[] {
  return ((list ?? []) as readonly Entry[]).flatMap((entry) => {
    const name = entry.name ?? entry.text ?? entry.title ?? entry.query ?? entry.path;
    const panels = (entry.panels ?? []).map((panel) => (typeof panel === "string" ? panel : panel.name));
    return [...(name ? [withoutMarkup(name)] : []), ...panels];
  });
}

/** A name without Markdown's headings, list marks and emphasis, and without the comment mark of a query's title. */
export function withoutMarkup(text: string): string {
  return text
    .replaceAll("**", "")
    .replace(/^(?:#+|-|\d+\.)\s+/, "")
    .replace(/^\d+\.\s+/, "")
    .trim();
}
