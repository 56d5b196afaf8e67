import { get, isJson } from "../grafana/plain-json.js";

/** Tells members of a list apart: panels by their id, everything else by its name. */
export function identifyMember(holder: string, member: unknown): string | undefined {
  const id = holder === "panels" ? get(member, "id") : undefined;
  return typeof id === "number" ? `panel ${id}` : nameMember(holder, undefined, member);
}

/**
 * Names a member of a list, or of an object with generated keys, as people know it: `panel "Requests"`. Undefined where
 * only its position tells it apart.
 */
export function nameMember(holder: string, key: string | undefined, member: unknown): string | undefined {
  const text = (...path: readonly string[]) => {
    const value = get(member, ...path);
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const named = (word: string, name: string | undefined) => (name === undefined ? undefined : `${word} "${name}"`);
  switch (holder) {
    case "panels":
      return named(text("type") === "row" ? "row" : "panel", text("title"));
    case "elements":
      return named("panel", text("spec", "title")) ?? key;
    case "targets":
    case "queries":
      return named("query", text("refId") ?? text("spec", "refId"));
    case "groups":
      return named("group", text("name"));
    case "rules":
      return named("alert", text("alert")) ?? named("recording rule", text("record"));
    case "receivers":
      return named("receiver", text("name"));
    case "routes":
      return nameRoute(member);
    case "list":
    case "variables":
    case "annotations":
    case "time_intervals":
    case "mute_time_intervals":
    case "providers":
      return named("", text("name") ?? text("spec", "name"))?.trimStart();
    case "links":
      return named("link", text("title"));
    default:
      return undefined;
  }
}

/** A route is known by its receiver and its matchers. */
function nameRoute(route: unknown): string | undefined {
  if (!isJson(route)) return undefined;
  const matchers = Array.isArray(route.matchers) ? route.matchers.map(String) : [];
  const receiver = typeof route.receiver === "string" ? ` to "${route.receiver}"` : "";
  return `route${receiver}${matchers.length > 0 ? ` for ${matchers.join(", ")}` : ""}`;
}
