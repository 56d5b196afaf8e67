import type { AlertmanagerConfig, InhibitRule, Route } from "../../src/formats/alertmanager/types.js";
import type { Labels } from "../../src/routing/label-test.js";

/** Chooses one of some values. */
export type Choose = <T>(values: readonly T[]) => T;

/** A generator of random numbers from 0 to 1 (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function createChoose(random: () => number): Choose {
  return (values) => values[Math.floor(random() * values.length)]!;
}

export const labelNames = ["severity", "team", "app"] as const;
const values = ["critical", "warning", "a", "b", "a.b"] as const;

/** Labels of an alert; some are missing, some empty. */
export function randomLabels(choose: Choose): Labels {
  const pairs = labelNames.flatMap((name) => (choose([0, 1, 1, 1]) === 0 ? [] : [[name, choose(values)] as const]));
  return Object.fromEntries(pairs);
}

function randomMatchers(choose: Choose): Pick<Route, "matchers" | "match" | "match_re"> {
  const name = choose(labelNames);
  switch (choose([0, 1, 2, 3, 4, 5])) {
    case 0:
      return { matchers: [`${name}=~"${choose(["a|b", ".*", "a.b", "crit.*", ".+", "(?i:A)", ""])}"`] };
    case 1:
      return { matchers: [`${name}!~"${choose(["a|b", ".+", "warn"])}"`] };
    case 2:
      return { matchers: [`${name}!="${choose(values)}"`, `${choose(labelNames)}=""`] };
    case 3:
      return { match: { [name]: choose(values) } };
    case 4:
      return { match_re: { [name]: choose(["a|b", "a.b", "critical|warning"]) } };
    default:
      return { matchers: [`${name}="${choose(values)}"`] };
  }
}

/** A route with a few below it. */
export function randomRoute(choose: Choose, receivers: readonly string[], depth: number): Route {
  const count = depth === 0 ? 0 : choose([0, 1, 2, 3]);
  const routes = Array.from({ length: count }, () => randomRoute(choose, receivers, depth - 1));
  return {
    ...(choose([0, 1, 1]) === 1 && { receiver: choose(receivers) }),
    ...(choose([0, 1, 1, 1, 1]) === 1 && randomMatchers(choose)),
    ...(choose([0, 1]) === 1 && { continue: choose([true, false]) }),
    ...(routes.length > 0 && { routes }),
  };
}

export function randomInhibition(choose: Choose): InhibitRule {
  const side = () => [`${choose(labelNames)}${choose(["=", "!="])}"${choose(values)}"`];
  return {
    source_matchers: side(),
    target_matchers: side(),
    equal: choose([[], ["app"], ["team", "app"], ["missing"]]),
  };
}

/** A configuration for tests of routing alone. */
export function randomConfig(choose: Choose): AlertmanagerConfig {
  const names = ["one", "two", "three", "four"];
  const routes = Array.from({ length: choose([1, 2, 3, 4]) }, () => randomRoute(choose, names, 2));
  return { route: { receiver: "root", routes }, receivers: ["root", ...names].map((name) => ({ name })) };
}
