import { expect, test } from "vitest";
import { endWithTest } from "../double/end-with-test.js";
import { startServer } from "../double/server.js";
import { configText, createProject, projectFiles } from "../project.js";
import { telltale } from "../telltale.js";

/** A server on which the expression has a result in the first two hours of each day. */
async function startQueries() {
  const double = await startServer(({ body }) => {
    const form = new URLSearchParams(body);
    const start = Number(form.get("start"));
    const values = Array.from({ length: 121 }, (_, index) => [start + index * 60, "0"]);
    const isLong = Number(form.get("end")) - start > 7200;
    const result = isLong ? [{ metric: { job: "cart", pod: "a" }, values }] : [];
    return { status: 200, body: { status: "success", data: { resultType: "matrix", result } } };
  });
  return endWithTest(double);
}

const period = ["--days", "2", "--until", "2026-10-31T00:05:00Z"];

const shopProject = () => createProject({ ...projectFiles(), "telltale.config.ts": configText() });

test("telltale backtest prints a table, or JSON", { timeout: 120_000 }, async () => {
  const [server, folder] = [await startQueries(), shopProject()];
  const table = await telltale(folder, ["backtest", "--from", server.url, ...period]);
  expect(table).toEqual({ code: 0, stderr: "", stdout: expect.any(String) });
  expect(table.stdout).toBe(`prod, 2026-10-29 00:05 UTC to 2026-10-31 00:05 UTC: 1 of 1 alerts would have fired

  alert            system  fired  total   longest  notifications
  NoOrders (page)  shop    2      3h 52m  1h 56m   2 to shop/team

notifications in all:
  shop/team: 2
`);
});

test("telltale backtest prints JSON of a documented form", { timeout: 120_000 }, async () => {
  const [server, folder] = [await startQueries(), shopProject()];
  const { code, stdout } = await telltale(folder, ["backtest", "NoOrders", "--from", server.url, ...period, "--json"]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    format_version: 1,
    environment: "prod",
    from: "2026-10-29T00:05:00.000Z",
    to: "2026-10-31T00:05:00.000Z",
    receivers: [{ receiver: "shop/team", notifications: 2 }],
    onLogs: [],
    alerts: [{ alert: "NoOrders", severity: "page", system: "shop", fired: 2, longest: 6960, expanded: [], notes: [] }],
  });
});

test("a server that is not there, and one that refuses, are named", { timeout: 120_000 }, async () => {
  const folder = shopProject();
  const gone = endWithTest(await startServer(() => ({ status: 403, body: { status: "error", error: "no" } })));
  expect(await telltale(folder, ["backtest", "--from", gone.url])).toEqual({
    ...{ code: 1, stdout: "" },
    stderr: `error: POST ${gone.url}/api/v1/query_range answered 403 no
fix: give the account of the credentials the permission that it lacks
`,
  });
  await gone.close();
  const { code, stderr } = await telltale(folder, ["backtest", "--from", gone.url]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/query_range failed: .*ECONNREFUSED.*\nfix: check the address and the network\n$/);
});

test("Ctrl-C ends it at once", { timeout: 120_000 }, async () => {
  const [server, folder] = [await startQueries(), shopProject()];
  server.latency = 60_000;
  const result = await telltale(folder, ["backtest", "--from", server.url, ...period], {}, (kill) => {
    const waiting = setInterval(() => {
      if (server.requests.length === 0) return;
      clearInterval(waiting);
      kill("SIGINT");
    }, 20);
  });
  expect(result).toEqual({ code: null, stdout: "", stderr: "" });
});
