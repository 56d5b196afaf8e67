import { checkArguments } from "../../model/definition/check-arguments.js";
import { list, type OptionTable, object, required, string } from "../../model/definition/option-table.js";
import type { Origin } from "../../model/definition/origin.js";
import type { Varying } from "../../model/definition/per-environment.js";
import { window } from "../../model/expression/hole.js";
import { promql } from "../../model/expression/promql.js";
import type { Query } from "../../model/expression/query.js";
import type { Signal } from "../../model/expression/signal.js";
import { not } from "../../model/metric/label.js";
import type { Gauge } from "../../model/metric/metric.js";
import { matchersShape } from "../../model/metric/metric-shapes.js";
import type { Summary } from "../../model/metric/summary.js";
import type { TimeseriesPanel } from "../../panels/kinds/charts/timeseries.js";
import { redAbove } from "../../panels/options/thresholds.js";
import { deadlocksShape, groupingShape, jvmShape, limitShape } from "../arguments/shapes.js";
import { withOrigin } from "../arguments/with-origin.js";
import { type Grouping, groupedSignal, type LabelOf, type LabelsOf } from "../grouping.js";
import { linePanel } from "../stores/line-panel.js";

/** A JVM under the names of any library: the metrics of `jvmMetrics()` or of `micrometerMetrics()`. */
export interface JvmRuntime {
  readonly memoryUsed: Gauge;
  readonly memoryMaximum: Gauge;
  readonly collections: Summary;
  readonly threads: Gauge;
  readonly deadlocked?: Gauge;
}

/** A JVM whose deadlocks are counted. */
export type DeadlockJvm = JvmRuntime & { readonly deadlocked: Gauge };

/** Labels that scraping adds, such as `pod`: those of the JVM itself are the same for all of its metrics. */
export type JvmOptions<J extends JvmRuntime> = Grouping<LabelOf<J["threads"]>, LabelsOf<J["threads"]>>;

export type JvmPanelOptions<J extends JvmRuntime> = JvmOptions<J> & {
  /**
   * The share of the heap from which its panel is red.
   *
   * @default no limit
   */
  readonly heapLimit?: Varying<number>;
  /**
   * The share of time in garbage collections from which its panel is red.
   *
   * @default no limit
   */
  readonly collectionLimit?: Varying<number>;
};

const jvmPanelOptions = {
  by: list(string),
  where: matchersShape,
  heapLimit: limitShape,
  collectionLimit: limitShape,
} as const satisfies OptionTable<JvmPanelOptions<JvmRuntime>>;

/**
 * The heap in use as a share of its limit (`-Xmx`), of the instance that is closest to it. It grows until a collection, so
 * that an alert needs a `for` that is longer than the time between collections.
 *
 * @example
 * jvmHeap(orders.runtime).above(0.9)
 */
export function jvmHeap<const J extends JvmRuntime>(jvm: J, options: JvmOptions<J> = {}): Signal {
  const origin = checkJvm("jvmHeap(…)", jvm, options);
  const heap = { area: "heap", ...options.where };
  const pools = ownLabels(jvm, jvm.memoryUsed).filter((label) => label !== "area");
  const used = jvm.memoryUsed.where(heap);
  const maximum = jvm.memoryMaximum.where(pools.length === 0 ? heap : { id: countedOnce, ...heap });
  return groupedSignal(jvm.threads, options.by, {
    origin,
    kind: "share",
    of: [used, maximum],
    title: "Heap",
    description: "Heap in use as a share of its limit, of the instance that is closest to it.",
    unit: "percentunit",
    max: 1,
    query: (labels) =>
      maxBy(
        labels,
        pools.length === 0
          ? promql`${used} / (${maximum} > 0)`
          : promql`sum without (${pools}) (${used}) / sum without (${pools}) (${maximum} > 0)`,
      ),
  });
}

/** Both pools of the generational ZGC have the limit of the whole heap. */
const countedOnce = not("ZGC Young Generation");

/** The labels that a metric adds to those of the instance: pools of memory, or collectors. */
function ownLabels({ threads }: JvmRuntime, { labels }: Gauge | Summary): readonly string[] {
  return Object.keys(labels).filter((label) => !Object.hasOwn(threads.labels, label));
}

/**
 * The share of time in garbage collections, of the instance that spends most. With collectors that pause the application,
 * nothing else runs in that time. Micrometer counts pauses only, Prometheus' client whole collections.
 *
 * @example
 * jvmGarbageCollection(orders.runtime).above(0.1)
 */
export function jvmGarbageCollection<const J extends JvmRuntime>(jvm: J, options: JvmOptions<J> = {}): Signal {
  const origin = checkJvm("jvmGarbageCollection(…)", jvm, options);
  const collectors = ownLabels(jvm, jvm.collections);
  const time = jvm.collections.sum.where({ ...options.where });
  return groupedSignal(jvm.threads, options.by, {
    origin,
    kind: "collectionTime",
    of: [time],
    title: "Garbage collection",
    description: "Share of time in garbage collections, of the instance that spends most.",
    unit: "percentunit",
    query: (labels) => maxBy(labels, promql`sum without (${collectors}) (rate(${time}[${window}]))`),
  });
}

/**
 * The threads of the instance that has most. A number that only grows is a pool without a limit.
 *
 * @example
 * jvmThreads(orders.runtime).above(500)
 */
export function jvmThreads<const J extends JvmRuntime>(jvm: J, options: JvmOptions<J> = {}): Signal {
  const origin = checkJvm("jvmThreads(…)", jvm, options);
  const threads = jvm.threads.where({ ...options.where });
  return groupedSignal(jvm.threads, options.by, {
    origin,
    kind: "max",
    of: [threads],
    title: "Threads",
    description: "Threads of the instance that has most.",
    unit: "short",
    query: (labels) => maxBy(labels, promql`${threads}`),
  });
}

/**
 * The threads that wait for one another. They do so until the process is restarted.
 *
 * @example
 * jvmDeadlocks(orders.runtime).above(0)
 */
export function jvmDeadlocks<const J extends DeadlockJvm>(jvm: J, options: JvmOptions<J> = {}): Signal {
  const origin = checkJvm("jvmDeadlocks(…)", jvm, options, deadlocksShape);
  const deadlocked = jvm.deadlocked.where({ ...options.where });
  return groupedSignal(jvm.threads, options.by, {
    origin,
    kind: "max",
    of: [deadlocked],
    title: "Threads in a deadlock",
    description: "Threads that wait for one another, until the process is restarted.",
    unit: "short",
    query: (labels) => maxBy(labels, promql`${deadlocked}`),
  });
}

/**
 * Panels of a JVM: the heap, the time in garbage collections, threads, and deadlocks if they are counted.
 *
 * @example
 * row("JVM", jvmPanels(orders.runtime, { by: ["pod"], heapLimit: 0.9, collectionLimit: 0.1 }))
 */
export function jvmPanels<const J extends JvmRuntime>(
  jvm: J,
  options: JvmPanelOptions<J> = {},
): readonly TimeseriesPanel[] {
  const origin = checkArguments("jvmPanels(…)", [
    ["jvm", jvm, required(jvmShape)],
    ["options", options, object(jvmPanelOptions)],
  ]);
  const { by, where, heapLimit, collectionLimit } = options;
  const grouping = { ...(by !== undefined && { by }), ...(where !== undefined && { where }) } as JvmOptions<J>;
  const panels = [
    linePanel(jvmHeap(jvm, grouping), heapLimit === undefined ? undefined : redAbove(heapLimit)),
    linePanel(
      jvmGarbageCollection(jvm, grouping),
      collectionLimit === undefined ? undefined : redAbove(collectionLimit),
    ),
    linePanel(jvmThreads(jvm, grouping)),
    ...(countsDeadlocks(jvm) ? [linePanel(jvmDeadlocks(jvm, grouping), redAbove(1))] : []),
  ];
  return withOrigin(panels, origin);
}

function countsDeadlocks<J extends JvmRuntime>(jvm: J): jvm is J & DeadlockJvm {
  return jvm.deadlocked !== undefined;
}

/** The largest value of all instances. */
function maxBy(labels: readonly string[], query: Query): Query {
  return labels.length === 0 ? promql`max(${query})` : promql`max by (${labels}) (${query})`;
}

function checkJvm(call: string, jvm: JvmRuntime, options: object, shape = jvmShape): Origin {
  return checkArguments(call, [
    ["jvm", jvm, required(shape)],
    ["options", options, groupingShape],
  ]);
}
