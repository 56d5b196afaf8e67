import { resolveAlias, type YamlMapping, type YamlNode, type YamlScalar } from "../../../yaml/index.js";
import { type AlertmanagerDecoder, compilePattern, fixForName, groupingProblems } from "../../alertmanager/index.js";
import type { ObjectChecker } from "../check-object.js";
import { fieldOf, filledField, mappingsIn, scalarsIn, textOf, textsIn } from "../fields.js";
import { checkIntervals } from "./check-intervals.js";
import { checkReceiver } from "./check-receiver.js";

/**
 * Reports what the Prometheus operator refuses in an AlertmanagerConfig that fits its schema, and patterns and names that
 * Alertmanager refuses after it. `children` checks routes below the first, of which the schema says nothing.
 */
export function checkAlertmanagerConfig(
  object: YamlMapping,
  decoder: AlertmanagerDecoder,
  children: ObjectChecker,
): void {
  const spec = fieldOf(object, "spec");
  if (spec?.kind !== "mapping") return;
  const receivers = mappingsIn(fieldOf(spec, "receivers"));
  for (const receiver of receivers) checkReceiver(receiver, decoder);
  // The versions `v1alpha1` and `v1beta1` of the object have different names for them.
  const list = fieldOf(spec, "timeIntervals") === undefined ? "muteTimeIntervals" : "timeIntervals";
  const intervals = mappingsIn(fieldOf(spec, list));
  for (const interval of intervals) checkIntervals(interval, decoder);
  for (const rule of mappingsIn(fieldOf(spec, "inhibitRules"))) {
    checkMatchers(fieldOf(rule, "sourceMatch"), decoder);
    checkMatchers(fieldOf(rule, "targetMatch"), decoder);
  }
  const names: DefinedNames = {
    receivers: findNames(receivers, "receiver", decoder),
    intervals: findNames(intervals, "time interval", decoder),
    list,
  };
  checkRoutes(fieldOf(spec, "route"), names, decoder, children);
}

interface DefinedNames {
  readonly receivers: ReadonlySet<string>;
  readonly intervals: ReadonlySet<string>;
  /** The list that time intervals are defined in. */
  readonly list: string;
}

/** Returns the names of receivers or time intervals, and reports those that two have. */
function findNames(named: readonly YamlMapping[], what: string, decoder: AlertmanagerDecoder): ReadonlySet<string> {
  const names = new Set<string>();
  for (const one of named) {
    const name = fieldOf(one, "name");
    if (name?.kind !== "scalar") continue;
    if (names.has(name.value)) {
      decoder.report("alertmanager/duplicate-name", name, `duplicate ${what} "${name.value}"`);
    }
    names.add(name.value);
  }
  return names;
}

/** Checks the routing tree. Does not recurse, because the tree may be as deep as the YAML. */
function checkRoutes(
  root: YamlNode | undefined,
  names: DefinedNames,
  decoder: AlertmanagerDecoder,
  children: ObjectChecker,
): void {
  if (root?.kind !== "mapping") return;
  const receiver = filledField(root, "receiver");
  if (receiver === undefined || (receiver.kind === "scalar" && receiver.value === "")) {
    const fix = "set receiver; it gets all alerts that no other route matches";
    decoder.report("alertmanager/missing-route", startOf(root), "the root route has no receiver", { fix });
  }
  const waiting: YamlMapping[] = [root];
  for (let route = waiting.pop(); route !== undefined; route = waiting.pop()) {
    checkRoute(route, names, decoder);
    const below = fieldOf(route, "routes");
    if (below?.kind !== "sequence") continue;
    for (const node of below.items) {
      children.checkObject(node, "ChildRoute", "a route");
      const child = resolveAlias(node);
      if (child.kind === "mapping") waiting.push(child);
    }
  }
}

function checkRoute(route: YamlMapping, names: DefinedNames, decoder: AlertmanagerDecoder): void {
  const receiver = filledField(route, "receiver");
  if (receiver?.kind === "scalar" && receiver.value !== "" && !names.receivers.has(receiver.value)) {
    const fix = fixForName(receiver.value, names.receivers, "receivers");
    decoder.report("alertmanager/undefined-receiver", receiver, `receiver "${receiver.value}" is not defined`, { fix });
  }
  for (const field of ["muteTimeIntervals", "activeTimeIntervals"]) {
    for (const interval of scalarsIn(fieldOf(route, field))) checkInterval(interval, names, decoder);
  }
  const groupBy = fieldOf(route, "groupBy");
  if (groupBy !== undefined) {
    for (const problem of groupingProblems(textsIn(groupBy), "groupBy")) {
      decoder.report("alertmanager/group-by", groupBy, problem);
    }
  }
  checkMatchers(fieldOf(route, "matchers"), decoder);
}

function checkInterval(name: YamlScalar, { intervals, list }: DefinedNames, decoder: AlertmanagerDecoder): void {
  if (intervals.has(name.value)) return;
  const fix = fixForName(name.value, intervals, list);
  decoder.report("alertmanager/undefined-time-interval", name, `time interval "${name.value}" is not defined`, { fix });
}

const matchTypes = ["", "=", "!=", "=~", "!~"];

function checkMatchers(list: YamlNode | undefined, decoder: AlertmanagerDecoder): void {
  for (const matcher of mappingsIn(list)) {
    const name = fieldOf(matcher, "name");
    if (name?.kind === "scalar" && name.value !== "" && name.value.trim() === "") {
      decoder.report("alertmanager/matcher", name, "the name of a label is blank");
    }
    const type = filledField(matcher, "matchType");
    if (type?.kind === "scalar" && !matchTypes.includes(type.value)) {
      decoder.report("alertmanager/matcher", type, "matchType must be one of =, !=, =~, !~");
    }
    const value = fieldOf(matcher, "value");
    if (value?.kind !== "scalar" || !isPattern(matcher)) continue;
    const { isValid, error } = compilePattern(value.value);
    if (isValid) continue;
    decoder.report("alertmanager/matcher", value, `error parsing regexp: ${error ?? value.value}`);
  }
}

/** `matchType` takes precedence over the older `regex`. */
function isPattern(matcher: YamlMapping): boolean {
  const type = filledField(matcher, "matchType");
  if (type?.kind !== "scalar" || type.value === "") return textOf(matcher, "regex") === "true";
  return type.value.includes("~");
}

function startOf({ start }: YamlNode) {
  return { start, end: start };
}
