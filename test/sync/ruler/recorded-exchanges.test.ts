import { expect, test } from "vitest";
import { type RulerPersonality, startRuler, tenant } from "./ruler-double.js";

/** A request, and the answer of the real server: its status and a part of its text. */
type Exchange = readonly [method: string, path: string, body: string | undefined, status: number, text: string];

const group = (name: string, expr: string) =>
  `name: "${name}"\ninterval: 60s\nrules: [{ alert: A, expr: ${JSON.stringify(expr)}, for: 60m }]\n`;

const success = { cortex: '{"status":"success"}', loki: '"data":null,"errorType":"","error":""' };

/** Exchanges that both servers have, with their own texts. */
const common = (expr: string, success: string): readonly Exchange[] => [
  ["GET", "", undefined, 404, "no rule groups found"],
  ["DELETE", "/ns", undefined, 404, "group namespace does not exist"],
  ["DELETE", "/ns/g", undefined, 202, success],
  ["POST", "/ns", group("g", expr), 202, success],
  ["GET", "/ns/g", undefined, 200, "interval: 1m"],
  ["GET", "/ns/g", undefined, 200, "for: 1h"],
  ["GET", "/ns/none", undefined, 404, "group does not exist"],
  ["GET", "/none", undefined, 404, "no rule groups found"],
  ["PUT", "/ns", group("g", expr), 405, ""],
];

const exchanges: Readonly<Record<"cortex" | "loki", readonly Exchange[]>> = {
  // Recorded from the main branch of August 2026.
  cortex: [
    ...common("up == 0", success.cortex),
    ["POST", "/ns", group("bad", "bad("), 400, ""],
    ["POST", "/ns", "rules: []\n", 400, "rule group name must not be empty"],
    ["POST", "/ns", "name: empty\nrules: []\n", 400, "rule group 'empty' has no rules"],
    ["POST", "/a%2Fb", group("x", "up"), 202, success.cortex],
    ["POST", "/50%25", group("x", "up"), 202, success.cortex],
    ["GET", "", undefined, 200, "a/b:"],
  ],
  loki: [
    ...common('count_over_time({app="x"}[1m]) > 5', success.loki),
    ["POST", "/ns", group("bad", "bad("), 400, "could not parse expression for alert 'A' in group 'bad'"],
    ["POST", "/ns", "rules: []\n", 400, "group 0: Groupname must not be empty"],
    ["POST", "/ns", "name: empty\nrules: []\n", 202, success.loki],
    ["POST", "/a%2Fb", group("x", "vector(1)"), 405, ""],
    ["POST", "/a%252Fb", group("x", "vector(1)"), 202, success.loki],
    ["POST", "/50%25", group("x", "vector(1)"), 500, 'invalid URL escape \\"%\\"'],
    ["POST", "/50%2525", group("x", "vector(1)"), 202, success.loki],
    ["GET", "", undefined, 200, "50%:"],
  ],
};

const prefixes: Readonly<Record<string, string>> = { cortex: "/api/v1/rules", loki: "/loki/api/v1/rules" };

test.each<Extract<RulerPersonality, "cortex" | "loki">>(["cortex", "loki"])(
  "the double of %s answers as the real one did",
  async (server) => {
    const { url } = await startRuler(server);
    const headers = { "x-scope-orgid": tenant, "content-type": "application/yaml" };
    for (const [method, path, body, status, text] of exchanges[server]) {
      const request = { method, headers, ...(body !== undefined && { body }) };
      const response = await fetch(`${url}${prefixes[server]}${path}`, request);
      expect({ method, path, status: response.status, text: await response.text() }).toEqual({
        ...{ method, path, status, text: expect.stringContaining(text) },
      });
    }
  },
);
