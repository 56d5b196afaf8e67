import { get, objectsOf } from "../../formats/grafana/plain-json.js";
import { resolveRecord } from "../../model/definition/per-environment.js";
import type { SystemFacts } from "../../model/system/system.js";
import type { HttpClient } from "../http/client.js";
import { parseAnswer } from "../http/parse-answer.js";
import { type Observation, observe, skip } from "./observation.js";

const name = "targets are up";
const path = "/api/v1/targets?state=active";

/** Checks that the scrape targets of the services are up. Targets of others do not count. */
export async function verifyScrapeTargets(
  client: HttpClient,
  systems: readonly SystemFacts[],
  environment: string,
): Promise<Observation> {
  const response = await client.get(path);
  if (response.status !== 200) throw client.fail({ method: "GET", path }, response);
  const targets = objectsOf(get(parseAnswer(response), "data", "activeTargets"));
  const selectors = systems.flatMap((system) => listSelectors(system, environment));
  const own = targets.filter(({ labels }) => selectors.some((selector) => matches(labels, selector)));
  if (own.length === 0)
    return skip(name, "Prometheus scrapes no service of the definitions: metrics may be pushed to it");
  const down = own.filter(({ health }) => health !== "up");
  return observe(
    name,
    own.length,
    down.map(({ labels, health, lastError }) => {
      const place = `${String(get(labels, "job"))} ${String(get(labels, "instance"))}`;
      return `${place} is ${String(health)}${lastError ? `: ${String(lastError)}` : ""}`;
    }),
  );
}

function listSelectors({ definitions }: SystemFacts, environment: string): readonly Readonly<Record<string, string>>[] {
  return definitions.flatMap((definition) => {
    if (definition.kind !== "service" || !isIn(definition, environment)) return [];
    return [resolveRecord(definition.service.selector, environment) as Readonly<Record<string, string>>];
  });
}

function isIn({ only }: { readonly only?: readonly string[] | undefined }, environment: string): boolean {
  return only?.includes(environment) ?? true;
}

function matches(labels: unknown, selector: Readonly<Record<string, string>>): boolean {
  const entries = Object.entries(selector);
  return entries.length > 0 && entries.every(([label, value]) => get(labels, label) === value);
}
