import { compareText } from "../../diagnostics/order.js";
import { quote } from "../../promql/index.js";
import type { AlertMismatch, DisplayedAlert } from "../test-file/outcome.js";
import type { Difference, DifferenceLine } from "./difference.js";

/** Above this many alerts on each side, skips the quadratic pairing. */
const maxCompared = 200;

export interface AlertDifference {
  /** Number of alerts as expected. */
  readonly same: number;
  readonly missing: number;
  readonly extra: number;
  /** Number of alerts that fire with other labels or annotations. */
  readonly changed: number;
  readonly differences: readonly Difference[];
}

/**
 * Diffs expected and firing alerts label by label. Pairs each unexpected alert with the most similar expected one. With
 * `subset`, omits labels and annotations that are not expected.
 */
export function diffAlerts({ expected, got }: AlertMismatch, subset: boolean): AlertDifference {
  const { missing, extra } = removeEqual(expected, got, subset);
  const pairs = missing.length * extra.length > maxCompared ** 2 ? [] : pairBySimilarity(missing, extra);
  const paired = new Set<DisplayedAlert>(pairs.flat());
  const alone = {
    missing: missing.filter((alert) => !paired.has(alert)),
    extra: extra.filter((alert) => !paired.has(alert)),
  };
  return {
    same: expected.length - missing.length,
    missing: alone.missing.length,
    extra: alone.extra.length,
    changed: pairs.length,
    differences: [
      ...pairs.map(([one, other]) => diffAlert(one, other, subset)),
      ...alone.missing.map((alert) => diffAlert(alert, undefined, subset)),
      ...alone.extra.map((alert) => diffAlert(undefined, alert, subset)),
    ],
  };
}

/** Removes the alerts that are equal on both sides. */
function removeEqual(expected: readonly DisplayedAlert[], got: readonly DisplayedAlert[], subset: boolean) {
  const missing: DisplayedAlert[] = [];
  const extra = new Set(got);
  const byKey = new Map<string, DisplayedAlert[]>();
  for (const alert of got) {
    const sameKey = byKey.get(keyOf(alert));
    if (sameKey) sameKey.push(alert);
    else byKey.set(keyOf(alert), [alert]);
  }
  const isSmall = expected.length * got.length <= maxCompared ** 2;
  for (const alert of expected) {
    const equal = byKey.get(keyOf(alert))?.pop();
    const match = equal ?? (subset && isSmall ? [...extra].find((other) => isSubsetOf(alert, other)) : undefined);
    if (match) extra.delete(match);
    else missing.push(alert);
  }
  return { missing, extra: [...extra] };
}

function keyOf({ labels, annotations }: DisplayedAlert): string {
  return JSON.stringify([Object.entries(labels).sort(), Object.entries(annotations).sort()]);
}

function isSubsetOf(expected: DisplayedAlert, got: DisplayedAlert): boolean {
  const has = (part: Texts, whole: Texts) => Object.keys(part).every((name) => part[name] === whole[name]);
  return has(expected.labels, got.labels) && has(expected.annotations, got.annotations);
}

type Texts = Readonly<Record<string, string>>;

/** Pairs the most similar alerts greedily, if they share more than the name. */
function pairBySimilarity(
  missing: readonly DisplayedAlert[],
  extra: readonly DisplayedAlert[],
): (readonly [DisplayedAlert, DisplayedAlert])[] {
  const candidates = missing.flatMap((one) => extra.map((other) => ({ one, other, likeness: similarity(one, other) })));
  const taken = new Set<DisplayedAlert>();
  const pairs: (readonly [DisplayedAlert, DisplayedAlert])[] = [];
  const isOnlyPair = missing.length === 1 && extra.length === 1;
  for (const { one, other, likeness } of candidates.sort((a, b) => b.likeness - a.likeness)) {
    if (taken.has(one) || taken.has(other) || (likeness === 0 && !isOnlyPair)) continue;
    taken.add(one).add(other);
    pairs.push([one, other]);
  }
  return pairs.sort(([a], [b]) => missing.indexOf(a) - missing.indexOf(b));
}

function similarity(one: DisplayedAlert, other: DisplayedAlert): number {
  const shared = (a: Texts, b: Texts) =>
    Object.keys(a).filter((name) => name !== "alertname" && a[name] === b[name]).length;
  return shared(one.labels, other.labels) + shared(one.annotations, other.annotations) / 2;
}

function diffAlert(expected: DisplayedAlert | undefined, got: DisplayedAlert | undefined, subset: boolean): Difference {
  const labels = diffTexts(expected?.labels, got?.labels, subset);
  const annotations = diffTexts(expected?.annotations, got?.annotations, subset);
  const whole = !expected ? "got" : !got ? "expected" : "both";
  const heading: DifferenceLine = { side: whole, text: "annotations:" };
  if (labels.length === 0) labels.push({ side: whole, text: "an alert without labels" });
  return annotations.length === 0 ? labels : [...labels, heading, ...annotations];
}

function diffTexts(expected: Texts | undefined, got: Texts | undefined, subset: boolean): DifferenceLine[] {
  const has = (texts: Texts | undefined, name: string) => texts !== undefined && Object.hasOwn(texts, name);
  const names = [...new Set([...Object.keys(expected ?? {}), ...Object.keys(got ?? {})])];
  const compared = names
    .filter((name) => !subset || expected === undefined || has(expected, name))
    .sort(alertnameFirst);
  const width = Math.max(0, ...compared.map((name) => name.length));
  const line = (side: DifferenceLine["side"], name: string, value: string): DifferenceLine => {
    return { side, text: `${name.padEnd(width)}  ${quote(value)}` };
  };
  return compared.flatMap((name) => {
    const inBoth = has(expected, name) && has(got, name) && expected![name] === got![name];
    if (inBoth) return [line("both", name, expected![name]!)];
    return [
      ...(has(expected, name) ? [line("expected", name, expected![name]!)] : []),
      ...(has(got, name) ? [line("got", name, got![name]!)] : []),
    ];
  });
}

function alertnameFirst(a: string, b: string): number {
  return Number(b === "alertname") - Number(a === "alertname") || compareText(a, b);
}
