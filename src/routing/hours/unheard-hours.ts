import type { AlertmanagerVersion } from "../../formats/alertmanager/index.js";
import type { AlertmanagerConfig, Route } from "../../formats/alertmanager/types.js";
import type { LabelCondition } from "../label-test.js";
import type { RoutingNode } from "../routing-tree.js";
import { describeHours } from "./describe-hours.js";
import { IntervalHours } from "./interval-hours.js";
import { type PossibleAlert, RouteFinder } from "./possible-routes.js";
import { subtractRanges, type TimeRange, uniteRanges } from "./time-ranges.js";

/** Hours at which no receiver is notified of an alert. */
export interface UnheardHours {
  /** In words: `Saturday and Sunday all day, weekdays 18:00–09:00 Europe/Berlin`. Undefined for all hours. */
  readonly hours: string | undefined;
  /** The routes that take the alert. */
  readonly nodes: readonly RoutingNode[];
  /** What its unknown labels must be for these routes. */
  readonly conditions: readonly LabelCondition[];
}

/** Tells at which hours nobody hears of alerts, over a whole configuration. */
export class UnheardHoursFinder {
  readonly #config: AlertmanagerConfig;
  readonly #canWait: (route: Route) => boolean;
  readonly #calendar: IntervalHours;
  readonly #routes: RouteFinder;
  readonly #found = new Map<string, Omit<UnheardHours, "conditions" | "nodes"> & { readonly length: number }>();

  /** @param canWait true for a route whose alerts may wait until it notifies again */
  constructor(config: AlertmanagerConfig, version: AlertmanagerVersion, canWait: (route: Route) => boolean) {
    this.#config = config;
    this.#canWait = canWait;
    this.#calendar = new IntervalHours([...(config.mute_time_intervals ?? []), ...(config.time_intervals ?? [])]);
    this.#routes = new RouteFinder(config, version);
  }

  /** The hours at which nobody hears of an alert; the most of them, if that depends on its unknown labels. */
  find(alert: PossibleAlert): UnheardHours | undefined {
    const all = this.#routes.find(alert).map((possible) => ({ ...possible, ...this.#unheard(possible.nodes) }));
    const [first, ...others] = all;
    if (first === undefined) return undefined;
    const { length, ...worst } = others.reduce((most, one) => (one.length > most.length ? one : most), first);
    return length === 0 ? undefined : worst;
  }

  #unheard(nodes: readonly RoutingNode[]) {
    const key = nodes.map(({ path }) => path.join(".")).join(" ");
    let found = this.#found.get(key);
    if (found === undefined) {
      found = this.#compute(nodes);
      this.#found.set(key, found);
    }
    return found;
  }

  #compute(nodes: readonly RoutingNode[]) {
    const { whole } = this.#calendar;
    const unheard = subtractRanges(whole, uniteRanges(nodes.flatMap((node) => this.#heard(node))));
    const lengthOf = (ranges: readonly TimeRange[]) => ranges.reduce((sum, { from, to }) => sum + to - from, 0);
    const length = lengthOf(unheard);
    if (length === 0 || length === lengthOf(whole)) return { hours: undefined, length };
    const names = nodes.flatMap(({ activeIntervals, muteIntervals }) => [...activeIntervals, ...muteIntervals]);
    const zones = names.flatMap((name) => this.#calendar.zonesOf(name));
    const hours = describeHours(unheard, this.#calendar, zones);
    return { hours, length: hours === undefined ? 0 : length };
  }

  #heard(node: RoutingNode): readonly TimeRange[] {
    const { activeIntervals, muteIntervals, receiver, route } = node;
    if (!hasIntegrations(this.#config, receiver)) return [];
    const { whole } = this.#calendar;
    if (this.#canWait(route)) return whole;
    const hoursOf = (names: readonly string[]) => uniteRanges(names.flatMap((name) => this.#calendar.hoursOf(name)));
    const active = activeIntervals.length === 0 ? whole : hoursOf(activeIntervals);
    return subtractRanges(active, hoursOf(muteIntervals));
  }
}

function hasIntegrations({ receivers }: AlertmanagerConfig, receiver: string): boolean {
  const { name: _, labels: __, ...kinds } = receivers.find(({ name }) => name === receiver) ?? { name: receiver };
  return Object.values(kinds).some((list) => Array.isArray(list) && list.length > 0);
}
