/** The word for each kind of definition. */
const kindNames: Readonly<Record<string, string>> = {
  system: "system",
  service: "service",
  dashboard: "dashboard",
  foreignDashboard: "dashboard",
  alert: "alert",
  recordingRule: "recording rule",
  ruleGroup: "rule group",
  ruleFile: "rule file",
  slo: "SLO",
  collection: "collection",
  scrapeJob: "scrape job",
  timeInterval: "time interval",
};

/** Describes a definition in a message: `alert "UserHighErrorRate"`. */
export function describeDefinition(definition: { readonly kind: string }): string {
  const name = findName(definition);
  const word = kindNames[definition.kind] ?? definition.kind;
  return name === undefined ? word : `${word} "${name}"`;
}

function findName(definition: object): string | undefined {
  const { name, title, record, service, capability, key, json } = definition as Readonly<Record<string, unknown>>;
  const nested = (value: unknown, field: string) => (value as Readonly<Record<string, unknown>> | undefined)?.[field];
  const names = [name, title, record, nested(service, "name"), capability, key, nested(json, "title")];
  return names.find((one): one is string => typeof one === "string");
}
