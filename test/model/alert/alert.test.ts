import { down, errorRatio } from "telltale";
import { expect, test } from "vitest";
import { cart, shop } from "../../library/shop.js";

const texts = { severity: "critical", summary: "…" } as const;
const cartFails = shop.alert("CartFails", { when: errorRatio(cart.http).above(0.05), ...texts });

test("an alert keeps the alerts that it silences", () => {
  const cartDown = shop.alert("CartDown", { when: down(cart), silences: [cartFails], ...texts });
  expect(cartDown.silences).toEqual([cartFails]);
  expect(cartDown.origin.wrongOptions).toBeUndefined();
});

test("only alerts can be silenced", () => {
  const silences = [cart] as never;
  const cartDown = shop.alert("CartDown", { when: down(cart), silences, ...texts });
  expect(cartDown.origin.wrongOptions?.problems).toMatchObject([{ type: "wrong type", path: ["silences", "0"] }]);
});
