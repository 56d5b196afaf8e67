import { inspect } from "node:util";
import { expect, test } from "vitest";
import { SecretValue } from "../../../src/sync/http/secret-value.js";

test("the value of a secret cannot be printed by mistake", () => {
  const secret = new SecretValue("hush");
  const printed = [`${secret}`, JSON.stringify({ secret }), inspect({ secret }), String(Object.values(secret))];
  for (const text of printed) expect(text).not.toContain("hush");
  expect(secret.reveal()).toBe("hush");
});
