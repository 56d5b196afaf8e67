import type { Slo } from "../../model/slo/slo.js";
import { type Expr, selectors, type VectorSelector, walk } from "../../promql/index.js";
import { type Labels, sampleLabels, sampleRest } from "./sample-labels.js";
import type { TestedInput, TestedSeries } from "./tested-input.js";
import { bucketOf, type Course, type Observations, writeValues } from "./tested-values.js";

/** A series of events: a counter, a native histogram of something that each has, or a rate of lines that Loki records. */
interface CountedSeries {
  readonly name: string;
  readonly labels: Labels;
  readonly kind: "counter" | "histogram" | "rate";
}

/** The series that an SLO counts: those of its failed or good events, and those of all others, or of all. */
interface CountedEvents {
  readonly part: CountedSeries;
  readonly rest: CountedSeries;
  /** True if `rest` are all events, and not those that `part` leaves out. */
  readonly isTotal: boolean;
}

/** Events a minute, of which a budget is a whole number unless it is tiny. */
const rate = 60_000;

/** The shortest time that the recorded rates need: they look at five minutes, and a group is evaluated once a minute. */
const lag = 2;

/**
 * The series of an SLO that is a sum of rates of counters, of observations, or of lines of logs: one for all and one for a
 * part; one for both, if a native histogram tells slow requests from others.
 */
export function testEvents(slo: Slo, total: Expr | undefined, errors: Expr): TestedInput | undefined {
  const timed = testBound(slo, total);
  if (timed) return timed;
  const events = findCountedEvents(slo, total, errors);
  if (!events) return undefined;
  const { part, rest, isTotal } = events;
  const isFailed = slo.indicator.part.is === "failed";
  return {
    lag,
    hasHistograms: part.kind === "histogram" || rest.kind === "histogram",
    burn({ history, burning }) {
      const [before, after] = [history + 1, burning + 1];
      const failed = [counted(before, 0), counted(after, rate)];
      const good = [counted(before, rate), counted(after, 0)];
      const others = isTotal ? [counted(before + after, rate)] : isFailed ? good : failed;
      return [inputOf(part, isFailed ? failed : good), inputOf(rest, others)];
    },
    quiet(budget, minutes) {
      const failed = Math.floor((rate * budget) / 2);
      const ofPart = isFailed ? failed : rate - failed;
      const times = minutes + 1;
      return [inputOf(part, [counted(times, ofPart)]), inputOf(rest, [counted(times, isTotal ? rate : rate - ofPart)])];
    },
  };
}

/** The only series of a latency of a native histogram: it observes times on both sides of the bound. */
function testBound(slo: Slo, total: Expr | undefined): TestedInput | undefined {
  const bound = slo.indicator.measured?.bound;
  const all = total && onlyRate(total);
  if (bound === undefined || bound <= 0 || !all?.isHistogram) return undefined;
  const labels = sampleLabels(all.selector.matchers, groupsOf(slo));
  if (!labels) return undefined;
  const { name } = all.selector;
  const [fast, slow] = [bucketOf(bound / 4), bucketOf(bound * 4)];
  const write = (...phases: readonly (readonly [number, Observations])[]) => [
    { name: name!, labels, values: writeValues(phases.map(([times, each]) => ({ times, course: observes(each) }))) },
  ];
  return {
    lag,
    hasHistograms: true,
    burn: ({ history, burning }) => write([history + 1, { [fast]: rate }], [burning + 1, { [slow]: rate }]),
    quiet(budget, minutes) {
      const failed = Math.floor((rate * budget) / 2);
      return write([minutes + 1, { [fast]: rate - failed, [slow]: failed }]);
    },
  };
}

function observes(each: Observations): Course {
  return { kind: "observes", each };
}

/** A number of samples, and how many events there are in the minute before each. */
interface Counted {
  readonly times: number;
  readonly each: number;
}

function counted(times: number, each: number): Counted {
  return { times, each };
}

function inputOf({ name, labels, kind }: CountedSeries, phases: readonly Counted[]): TestedSeries {
  return {
    name,
    labels,
    values: writeValues(phases.map(({ times, each }) => ({ times, course: courseOf(kind, each) }))),
  };
}

function courseOf(kind: CountedSeries["kind"], each: number): Course {
  if (kind === "rate") return { kind: "stays", value: each / 60 };
  return kind === "counter" ? { kind: "counts", each } : observes({ 0: each });
}

function findCountedEvents(slo: Slo, total: Expr | undefined, errors: Expr): CountedEvents | undefined {
  const { logged } = slo.series;
  const ofAll = total && onlyRate(total);
  const ofSome = logged ? undefined : onlyRate(errors);
  const all = total ? ofAll?.selector : recordedSelector(errors, slo.series.events.record);
  const some = logged ? recordedSelector(errors, logged.record) : ofSome?.selector;
  if (!all || !some) return undefined;
  const grouped = groupsOf(slo);
  const isTotal = all.name !== some.name;
  const own = isTotal ? all.matchers : [...all.matchers, ...some.matchers];
  const rest = isTotal ? sampleLabels(all.matchers, grouped) : sampleRest(all, some, grouped);
  // Lines have the labels by which they are compared with all events.
  const shared = logged ? pickLabels(rest ?? {}, slo.indicator.by) : grouped;
  const part = sampleLabels(isTotal ? some.matchers : own, shared);
  if (!part || !rest) return undefined;
  return {
    part: { name: some.name!, labels: part, kind: kindOf(ofSome) },
    rest: { name: all.name!, labels: rest, kind: kindOf(ofAll) },
    isTotal,
  };
}

function pickLabels(labels: Labels, picked: readonly string[]): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([label]) => picked.includes(label)));
}

/** The selector of a series that Loki records: its labels are those of the rule. */
function recordedSelector(errors: Expr, record: string): VectorSelector | undefined {
  return selectors(errors).find(({ name }) => name === record);
}

function groupsOf(slo: Slo): Labels {
  return Object.fromEntries(slo.indicator.groupedBy.map((label) => [label, "a"]));
}

/** A rate of a counter, or of the observations of a native histogram. */
interface Rate {
  readonly selector: VectorSelector;
  readonly isHistogram: boolean;
}

function kindOf(counted: Rate | undefined): CountedSeries["kind"] {
  if (!counted) return "rate";
  return counted.isHistogram ? "histogram" : "counter";
}

/** The only selector of services' series, if it is that of a rate. */
function onlyRate(expr: Expr): Rate | undefined {
  const [own, ...more] = selectors(expr).filter(({ name = "" }) => !name.startsWith("slo:"));
  const calls: string[] = [];
  walk(expr, (node) => {
    if (node.kind === "call") calls.push(node.name);
  });
  const isHistogram = calls.includes("histogram_count");
  const isRate = calls.toSorted().join() === (isHistogram ? "histogram_count,rate" : "rate");
  return isRate && more.length === 0 && own?.name !== undefined ? { selector: own, isHistogram } : undefined;
}
