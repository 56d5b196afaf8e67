import type { LabelMatcher, SourceRoute } from "../../formats/alertmanager/index.js";
import { testCondition } from "../../routing/label-test.js";
import type { AlertView, Check, RuleSubject } from "../check.js";

/** An alert that notifies a receiver which a policy does not allow. */
export const policyReceiver: Check = {
  id: "policy/receiver",
  on: "routing",
  keepsSeverity: true,
  *run({ config, alerts, candidates = [], context }) {
    const policies = (context.policies ?? []).filter(({ policy }) => policy.receivers !== undefined);
    if (policies.length === 0 || config.route === undefined) return;
    const routed: readonly RoutedAlert[] = alerts ?? candidates.map(viewRule);
    for (const alert of routed) {
      const { rule, labels } = alert;
      for (const { policy, isForFile } of policies) {
        const severities = policy.alerts?.severity;
        if (severities && !severities.includes(labels.severity ?? "")) continue;
        if (!isForFile(rule.locate()?.file)) continue;
        const allowed = policy.receivers!;
        for (const receiver of certainReceivers(config.route, alert)) {
          if (allowed.some((pattern) => isNamed(receiver, pattern))) continue;
          yield {
            severity: policy.severity ?? "error",
            subject: rule.name,
            allow: rule.allow,
            summary: `the alert notifies "${receiver}", against the policy "${policy.name}"`,
            ...(policy.why !== undefined && { details: policy.why }),
            fix: `route it to one of: ${allowed.join(", ")}`,
            at: rule.locate(),
          };
        }
      }
    }
  },
};

type RoutedAlert = Pick<AlertView, "labels" | "mayHave" | "rule">;

/** An alert of a file: its own labels are known, those of its series are not. */
function viewRule(rule: RuleSubject): RoutedAlert {
  const { data } = rule;
  const own = Object.entries(data.labels ?? {}).filter(([, value]) => !value.includes("{{"));
  const labels = Object.fromEntries([...own, ["alertname", "alert" in data ? data.alert : ""]]);
  return { rule, labels, mayHave: () => true };
}

/** The receivers that an alert notifies whatever its other labels are. */
function certainReceivers(root: SourceRoute, alert: RoutedAlert): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [{ route: root, receiver: root.data.receiver }];
  for (const { route, receiver } of open) {
    let isOwn = true;
    for (const child of route.routes) {
      const isMatch = matchesAll(alert, child.matchers);
      if (isMatch === false) continue;
      isOwn = false;
      if (isMatch) open.push({ route: child, receiver: child.data.receiver ?? receiver });
      if (!child.data.continue) break;
    }
    if (isOwn && receiver !== undefined) found.add(receiver);
  }
  return found;
}

/** Undefined if it depends on labels that are not known. */
function matchesAll({ labels, mayHave }: RoutedAlert, matchers: readonly LabelMatcher[]): boolean | undefined {
  let result: boolean | undefined = true;
  for (const matcher of matchers) {
    const isKnown = Object.hasOwn(labels, matcher.name) || !mayHave(matcher.name);
    if (!isKnown) result = undefined;
    else if (!testCondition(matcher)(labels)) return false;
  }
  return result;
}

/** True for a name that a pattern stands for; `*` stands for any text. */
function isNamed(name: string, pattern: string): boolean {
  const parts = pattern.split("*");
  const [first = ""] = parts;
  if (parts.length === 1) return name === pattern;
  const last = parts.at(-1)!;
  if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = name.indexOf(part, at);
    if (found < 0 || found + part.length > name.length - last.length) return false;
    at = found + part.length;
  }
  return true;
}
