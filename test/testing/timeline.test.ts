import { describe, expect, test } from "vitest";
import { drawTimelines, type Mark } from "../../src/simulate/timeline/draw.js";
import { timelineStyle } from "../../src/simulate/timeline/style.js";
import { ramp, series, steps } from "../../src/testing/index.js";
import { terminalStyle } from "../../src/testing/terminal-style.js";
import { cart, run } from "./shop.js";

const plain = timelineStyle({ color: false, isPlain: true });
const pro = cart.open.where({ tier: "pro" });

function drawn(of: ReturnType<typeof run>, mark?: Mark, style = plain): string {
  const rules = of.rules.filter(({ name }) => name === "ManyOpen");
  const shown = of.alerts.filter(({ name }) => name === "ManyOpen");
  return `\n${drawTimelines(of, rules, shown, mark, style)}\n`;
}

test("an alert that was pending, fired and resolved, with the expected time and the compared value", () => {
  const of = run([series(pro, steps({ "0m": 50, "5m": 200, "20m": 50 }))], 30);
  expect(drawn(of, { from: 15 * 60_000, to: 17 * 60_000, text: "expected to fire" })).toMatchInlineSnapshot(`
    "
      ManyOpen{app="cart", environment="prod", instance="10.0.1.1:8080", job="cart", pod="cart-1", severity="warning", system="shop", tier="pro"}
      0m        10m       20m       30m
      |         |         |         |
      .....-----##########...........
                     ^^^ expected to fire
      pending 5m to 10m, firing 10m to 20m
      cart_open{app="cart"} is 50 … 200; fires above 100 for 5m

      . inactive   - pending   # firing
    "
  `);
});

test("an alert that was never raised", () => {
  expect(drawn(run([series(pro, ramp({ "0m": 10, "20m": 99 }))], 20))).toMatchInlineSnapshot(`
    "
      ManyOpen{severity="warning", environment="prod", system="shop"}
      0m        5m        10m       15m       20m
      |         |         |         |         |
      ..........................................
      never pending
      cart_open{app="cart"} is 10 … 99; fires above 100 for 5m

      . inactive   - pending   # firing
    "
  `);
});

test("an alert without input", () => {
  expect(drawn(run([], 20))).toMatchInlineSnapshot(`
    "
      ManyOpen{severity="warning", environment="prod", system="shop"}
      0m        5m        10m       15m       20m
      |         |         |         |         |
      ..........................................
      never pending
      cart_open{app="cart"} has no value; fires above 100 for 5m

      . inactive   - pending   # firing
    "
  `);
});

test("short runs are stretched and long ones compressed, without losing short firings", () => {
  const moment = steps({ "0m": 50, "8h": 200, "8h6m": 50 });
  expect(drawn(run([series(pro, 200)], 8))).toMatchInlineSnapshot(`
    "
      ManyOpen{app="cart", environment="prod", instance="10.0.1.1:8080", job="cart", pod="cart-1", severity="warning", system="shop", tier="pro"}
      0m             5m
      |              |
      ---------------############
      pending 0m to 5m, firing from 5m on
      cart_open{app="cart"} is 200; fires above 100 for 5m

      . inactive   - pending   # firing
    "
  `);
  expect(drawn(run([series(pro, moment)], 24 * 60))).toMatchInlineSnapshot(`
    "
      ManyOpen{app="cart", environment="prod", instance="10.0.1.1:8080", job="cart", pod="cart-1", severity="warning", system="shop", tier="pro"}
      0m            6h             12h            18h            1d
      |             |              |              |              |
      ...................-#.......................................
      pending 8h to 8h5m, firing 8h5m to 8h6m
      cart_open{app="cart"} is 50 … 200; fires above 100 for 5m

      . inactive   - pending   # firing
    "
  `);
});

test("several alerts, one below the other", () => {
  const both = [series(pro, 200), series(cart.open.where({ tier: "free" }), steps({ "0m": 0, "4m": 150 }))];
  expect(drawn(run(both, 10))).toMatchInlineSnapshot(`
    "
      ManyOpen{app="cart", environment="prod", instance="10.0.1.1:8080", job="cart", pod="cart-1", severity="warning", system="shop", tier="pro"}
      0m             5m             10m
      |              |              |
      ---------------##################
      pending 0m to 5m, firing from 5m on
      cart_open{app="cart"} is 200; fires above 100 for 5m

      ManyOpen{app="cart", environment="prod", instance="10.0.1.1:8080", job="cart", pod="cart-1", severity="warning", system="shop", tier="free"}
      0m             5m             10m
      |              |              |
      ............---------------######
      pending 4m to 9m, firing from 9m on
      cart_open{app="cart"} is 0 … 150; fires above 100 for 5m

      . inactive   - pending   # firing
    "
  `);
});

describe("characters and colours", () => {
  const of = run([series(pro, 200)], 10);

  test("suit the terminal", () => {
    expect(drawn(of, undefined, timelineStyle({ color: false, isPlain: false }))).toMatch(/▒+█+/);
    expect(drawn(of, undefined, timelineStyle({ color: true, isPlain: false }))).toContain("\u001b[31m█");
  });

  test("are plain if the environment asks for it", () => {
    const here = (environment: NodeJS.ProcessEnv) => drawn(of, undefined, terminalStyle(environment));
    expect(here({ NO_COLOR: "1", FORCE_TTY: "true" })).not.toContain("\u001b");
    expect(here({ FORCE_TTY: "true" })).toContain("\u001b[31m");
    expect(here({ NO_COLOR: "1", TERM: "dumb" })).toMatch(/-+#+/);
    expect(here({ NO_COLOR: "1", LC_ALL: "C" })).toMatch(/-+#+/);
    expect(here({ NO_COLOR: "1", LANG: "C.UTF-8" })).toMatch(/▒+█+/);
  });
});
