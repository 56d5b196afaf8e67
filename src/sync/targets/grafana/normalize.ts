import { isJson } from "../../../formats/grafana/plain-json.js";

/** Settings of a dashboard that Grafana fills in, with the values that they have when nobody set them. */
const defaults: Readonly<Record<string, unknown>> = { fiscalYearStartMonth: 0, liveNow: false, preload: false };

/** Fields that are about the stored object, not about what it shows. */
const identity: ReadonlySet<string> = new Set(["id", "uid", "version"]);

/**
 * Removes from the content of a dashboard what Grafana adds or drops when it stores it, for comparison only: nothing in
 * this form is ever sent. Null, empty texts, lists and objects mean the same as nothing.
 */
export function normalizeDashboard(spec: unknown): unknown {
  if (!isJson(spec)) return spec;
  const own = Object.entries(spec).filter(
    ([name, value]) => !identity.has(name) && !(Object.hasOwn(defaults, name) && defaults[name] === value),
  );
  return withoutEmpty(Object.fromEntries(own)) ?? {};
}

function withoutEmpty(value: unknown): unknown {
  if (value === null || value === "") return undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((item) => withoutEmpty(item) ?? null);
  if (!isJson(value)) return value;
  const members = Object.entries(value).flatMap(([name, member]) => {
    const kept = withoutEmpty(member);
    return kept === undefined ? [] : [[name, kept] as const];
  });
  return members.length === 0 ? undefined : Object.fromEntries(members);
}
