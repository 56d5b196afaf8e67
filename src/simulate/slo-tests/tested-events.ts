import type { Slo } from "../../model/slo/slo.js";
import { type Expr, selectors, type VectorSelector, walk } from "../../promql/index.js";
import { type Labels, sampleLabels, sampleRest } from "./sample-labels.js";
import type { TestedInput, TestedSeries } from "./tested-input.js";

/** A series of events: a counter, or what Loki records of the lines of a log, which is a rate. */
interface CountedSeries {
  readonly name: string;
  readonly labels: Labels;
  readonly isRate: boolean;
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

/** The series of an SLO that is a sum of rates of counters, or of lines of logs: one for all and one for a part. */
export function testEvents(slo: Slo, total: Expr | undefined, errors: Expr): TestedInput | undefined {
  const events = findCountedEvents(slo, total, errors);
  if (!events) return undefined;
  const { part, rest, isTotal } = events;
  const isFailed = slo.indicator.part.is === "failed";
  return {
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

/** A number of samples, and how many events there are in the minute before each. */
interface Counted {
  readonly times: number;
  readonly each: number;
}

function counted(times: number, each: number): Counted {
  return { times, each };
}

/** Values in the notation of promtool: those of a counter go on where they were. */
function inputOf({ name, labels, isRate }: CountedSeries, phases: readonly Counted[]): TestedSeries {
  let count = 0;
  const values = phases.map(({ times, each }, index) => {
    if (isRate) return `${each / 60}x${times - 1}`;
    const first = index === 0 ? 0 : count + each;
    count = first + each * (times - 1);
    return each === 0 ? `${first}x${times - 1}` : `${first}+${each}x${times - 1}`;
  });
  return { name, labels, values: values.join(" ") };
}

function findCountedEvents(slo: Slo, total: Expr | undefined, errors: Expr): CountedEvents | undefined {
  const all = total ? onlyRate(total) : recordedSelector(errors, slo.series.events.record);
  const { logged } = slo.series;
  const some = logged ? recordedSelector(errors, logged.record) : onlyRate(errors);
  if (!all || !some) return undefined;
  const grouped = Object.fromEntries(slo.indicator.groupedBy.map((label) => [label, "a"]));
  const isTotal = all.name !== some.name;
  const own = isTotal ? all.matchers : [...all.matchers, ...some.matchers];
  const rest = isTotal ? sampleLabels(all.matchers, grouped) : sampleRest(all, some, grouped);
  // Lines have the labels by which they are compared with all events.
  const shared = logged ? pickLabels(rest ?? {}, slo.indicator.by) : grouped;
  const part = sampleLabels(isTotal ? some.matchers : own, shared);
  if (!part || !rest) return undefined;
  return {
    part: { name: some.name!, labels: part, isRate: logged !== undefined },
    rest: { name: all.name!, labels: rest, isRate: total === undefined },
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

/** The only selector of services' series, if it is that of a rate. */
function onlyRate(expr: Expr): VectorSelector | undefined {
  const [own, ...more] = selectors(expr).filter(({ name = "" }) => !name.startsWith("slo:"));
  let rates = 0;
  walk(expr, (node) => {
    if (node.kind !== "call") return;
    if (node.name === "rate") rates += 1;
    else rates = Number.NaN;
  });
  return rates === 1 && more.length === 0 && own?.name !== undefined ? own : undefined;
}
