import type { AlertmanagerVersion } from "../../formats/alertmanager/index.js";
import type { AlertmanagerConfig } from "../../formats/alertmanager/types.js";
import { type LabelCondition, type Labels, listConditions, testCondition } from "../label-test.js";
import { createRoutingTree, type RoutingNode, type RoutingTree } from "../routing-tree.js";

/** An alert of which not all labels are known. */
export interface PossibleAlert {
  /** The labels that all instances have with these values. */
  readonly labels: Labels;
  /** True if some instances may have a label. */
  mayHave(label: string): boolean;
}

/** Routes that take an alert, and the conditions on its unknown labels under which they do. */
export interface PossibleRoutes {
  readonly nodes: readonly RoutingNode[];
  readonly conditions: readonly LabelCondition[];
}

/** More possibilities than this are left out: nobody reads, or writes, so many. */
const maxPossibilities = 1_000;

/** Finds the routes that may take the instances of an alert: one possibility for each outcome of unknown matchers. */
export class RouteFinder {
  readonly #tree: RoutingTree;
  readonly #version: AlertmanagerVersion;
  readonly #conditions = new Map<RoutingNode, readonly TestedCondition[]>();
  /** The labels that matchers of the tree read. */
  readonly #labels: readonly string[];
  /** The routes of alerts that agree on these labels. */
  readonly #found = new Map<string, readonly PossibleRoutes[]>();

  constructor(config: AlertmanagerConfig, version: AlertmanagerVersion) {
    this.#tree = createRoutingTree(config, version);
    this.#version = version;
    this.#labels = [...new Set(this.#readLabels(this.#tree.root))];
  }

  find(alert: PossibleAlert): readonly PossibleRoutes[] {
    const { labels } = alert;
    const read = this.#labels.map((name) =>
      isKnown(alert, name) ? (Object.hasOwn(labels, name) ? labels[name] : "") : null,
    );
    const key = JSON.stringify(read);
    let found = this.#found.get(key);
    if (found === undefined) {
      const isAllKnown = !read.includes(null);
      found = isAllKnown ? [{ nodes: this.#tree.route(labels), conditions: [] }] : this.#findAll(alert);
      this.#found.set(key, found);
    }
    return found;
  }

  *#readLabels(root: RoutingNode): Iterable<string> {
    const nodes = [root];
    for (const node of nodes) {
      nodes.push(...node.children);
      for (const { name } of this.#conditionsOf(node)) yield name;
    }
  }

  #findAll(alert: PossibleAlert): readonly PossibleRoutes[] {
    const found = this.#follow(this.#tree.root, alert, { assumed: new Map(), conditions: [] });
    const byNodes = new Map<string, PossibleRoutes>();
    for (const { nodes, world } of found) {
      const key = nodes.map(({ path }) => path.join(".")).join(" ");
      const before = byNodes.get(key);
      // The fewest conditions say most.
      if (before === undefined || world.conditions.length < before.conditions.length) {
        byNodes.set(key, { nodes, conditions: world.conditions });
      }
    }
    return [...byNodes.values()];
  }

  #follow(node: RoutingNode, alert: PossibleAlert, start: World): readonly Outcome[] {
    const done: Outcome[] = [];
    let open: readonly OpenOutcome[] = [{ nodes: undefined, world: start }];
    for (const child of node.children) {
      const next: OpenOutcome[] = [];
      for (const { nodes, world } of open) {
        const { matched, others } = this.#match(child, alert, world);
        next.push(...others.map((other) => ({ nodes, world: other })));
        for (const within of matched.flatMap((one) => this.#follow(child, alert, one))) {
          const taken = { nodes: [...(nodes ?? []), ...within.nodes], world: within.world };
          if (child.route.continue === true) next.push(taken);
          else done.push(taken);
        }
      }
      open = next.slice(0, maxPossibilities);
      if (open.length === 0) break;
    }
    return [...done, ...open.map(({ nodes = [node], world }) => ({ nodes, world }))].slice(0, maxPossibilities);
  }

  /** Splits a world into those in which the alert matches a route, and those in which it does not. */
  #match(node: RoutingNode, alert: PossibleAlert, start: World) {
    const conditions = this.#conditionsOf(node);
    const fixed = conditions.filter(({ name }) => isKnown(alert, name));
    if (!fixed.every(({ test }) => test(alert.labels))) return { matched: [], others: [start] };
    let matched: readonly World[] = [start];
    const others: World[] = [];
    for (const condition of conditions) {
      if (isKnown(alert, condition.name)) continue;
      others.push(...matched.flatMap((world) => assume(world, condition, false) ?? []));
      matched = matched.flatMap((world) => assume(world, condition, true) ?? []);
    }
    return { matched, others };
  }

  #conditionsOf(node: RoutingNode): readonly TestedCondition[] {
    let conditions = this.#conditions.get(node);
    if (conditions === undefined) {
      conditions = listConditions(node.route, this.#version).map(withTest);
      this.#conditions.set(node, conditions);
    }
    return conditions;
  }
}

interface TestedCondition extends LabelCondition {
  readonly test: (labels: Labels) => boolean;
  /** The values with which it holds, if it is a list of them, or fails, if it is negated. */
  readonly listed: readonly string[] | undefined;
  readonly isNegated: boolean;
}

/** What is assumed of the unknown labels. */
interface World {
  readonly assumed: ReadonlyMap<string, Assumption>;
  /** The conditions that were assumed to hold. */
  readonly conditions: readonly LabelCondition[];
}

interface Assumption {
  /** The values that the label can have; undefined for any. */
  readonly values: readonly string[] | undefined;
  readonly conditions: readonly { readonly condition: TestedCondition; readonly holds: boolean }[];
}

interface Outcome {
  readonly nodes: readonly RoutingNode[];
  readonly world: World;
}

interface OpenOutcome {
  readonly nodes: readonly RoutingNode[] | undefined;
  readonly world: World;
}

function isKnown({ labels, mayHave }: PossibleAlert, label: string): boolean {
  return Object.hasOwn(labels, label) || !mayHave(label);
}

function withTest(condition: LabelCondition): TestedCondition {
  const { operator, value } = condition;
  return {
    ...condition,
    test: testCondition(condition),
    listed: operator.endsWith("~") ? listAlternatives(value) : [value],
    isNegated: operator.startsWith("!"),
  };
}

/** The values that a pattern such as `a|b\.c` matches; undefined for a pattern that matches others, too. */
function listAlternatives(pattern: string): readonly string[] | undefined {
  const alternatives = pattern.split(/(?<!\\)\|/);
  const isList = alternatives.every((one) => !/[\\^$.*+?()[\]{}]/.test(one.replace(/\\[^a-zA-Z0-9]/g, "")));
  return isList ? alternatives.map((one) => one.replace(/\\(.)/g, "$1")) : undefined;
}

/** Adds an assumption; undefined if it contradicts those before. */
function assume(world: World, condition: TestedCondition, holds: boolean): World | undefined {
  const { name } = condition;
  const before = world.assumed.get(name) ?? { values: undefined, conditions: [] };
  const same = before.conditions.find(({ condition: one }) => isOpposite(one, condition) !== undefined);
  if (same !== undefined && (isOpposite(same.condition, condition) ? !same.holds : same.holds) !== holds) {
    return undefined;
  }
  const conditions = [...before.conditions, { condition, holds }];
  const own = holds !== condition.isNegated ? condition.listed : undefined;
  const values = (before.values ?? own)?.filter((value) =>
    conditions.every((one) => one.condition.test({ [name]: value }) === one.holds),
  );
  if (values?.length === 0) return undefined;
  const isNew = holds && !(before.values?.every((value) => condition.test({ [name]: value })) ?? false);
  return {
    assumed: new Map([...world.assumed, [name, { values, conditions }]]),
    conditions: isNew && same === undefined ? [...world.conditions, condition] : world.conditions,
  };
}

/** False for the same condition, true for its negation, and undefined for another one. */
function isOpposite(one: TestedCondition, other: TestedCondition): boolean | undefined {
  const isSame = one.value === other.value && one.operator.endsWith("~") === other.operator.endsWith("~");
  return isSame ? one.isNegated !== other.isNegated : undefined;
}
