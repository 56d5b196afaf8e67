/** The words for each kind of definition. */
const words: Readonly<Record<string, string>> = {
  system: "system",
  service: "service",
  dashboard: "dashboard",
  foreignDashboard: "dashboard",
  alert: "alert",
  recordingRule: "recording rule",
  ruleGroup: "rule group",
  ruleFile: "rule file",
};

/** What a definition is called in a message: `alert "UserHighErrorRatio"`. */
export function labelOf(definition: { readonly kind: string }): string {
  const name = nameOf(definition);
  const word = words[definition.kind] ?? definition.kind;
  return name === undefined ? word : `${word} "${name}"`;
}

function nameOf(definition: object): string | undefined {
  const { name, title, record, service, key, json } = definition as Readonly<Record<string, unknown>>;
  const nested = (value: unknown, field: string) => (value as Readonly<Record<string, unknown>> | undefined)?.[field];
  const names = [name, title, record, nested(service, "name"), key, nested(json, "title")];
  return names.find((one): one is string => typeof one === "string");
}
