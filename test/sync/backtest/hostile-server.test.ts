import { env, promql, receiver, system } from "telltale";
import { afterEach, describe, expect, test, vi } from "vitest";
import { compileProject } from "../../../src/compile/index.js";
import type { Target } from "../../../src/model/project/target.js";
import type { SystemFacts } from "../../../src/model/system/system.js";
import { backtest, openQueryApi, renderBacktest, renderBacktestJson } from "../../../src/sync/backtest/index.js";
import type { QuerySource } from "../../../src/sync/backtest/open-query-api.js";
import { endWithTest } from "../double/end-with-test.js";
import type { Answer, RecordedRequest } from "../double/recorded-request.js";
import { startServer } from "../double/server.js";

const day = 86_400_000;
const to = Date.UTC(2026, 9, 31);
const from = to - 2 * day;

const pager = receiver.slack("team", { url: env("URL"), channel: "#shop" });
const shop = system("shop", {
  routes: { critical: [pager] },
  overview: false,
});
shop.alert("Down", { when: promql`up == 0`, severity: "critical", summary: "Bad" });
const dataSources = { prom: { type: "prometheus", uid: "p" } } as const;
const config = { environments: { prod: { dataSources } } };

/** A range query as the server gets it, in seconds. */
interface RangeQuery {
  readonly query: string;
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

function readQuery({ body }: RecordedRequest): RangeQuery {
  const form = new URLSearchParams(body);
  const number = (name: string) => Number(form.get(name));
  return { query: form.get("query")!, start: number("start"), end: number("end"), step: number("step") };
}

const success = (result: unknown, more: object = {}): Answer => {
  return { status: 200, body: { status: "success", data: { resultType: "matrix", result }, ...more } };
};
const failure = (status: number, errorType: string, error: string): Answer => {
  return { status, body: { status: "error", errorType, error } };
};

async function run(
  answer: (query: RangeQuery) => Answer,
  source: Partial<QuerySource> = {},
  targets: Readonly<Record<string, Target>> = {},
  of: SystemFacts = shop as SystemFacts,
) {
  const project = { config, systems: [of] };
  const { artifacts } = compileProject(project);
  const server = endWithTest(await startServer((request) => answer(readQuery(request))));
  const open = openQueryApi({ from: server.url, ...source }, targets, "/");
  if ("problem" in open) throw new Error(open.problem);
  const options = { project, artifacts, environment: "prod", names: [], from, to, onProgress: () => {} };
  const report = await backtest({ ...options, api: open });
  if ("problem" in report) throw new Error(report.problem);
  return { report, alert: report.alerts[0]!, requests: server.requests };
}

const failing = (answer: (query: RangeQuery) => Answer) =>
  run(answer).then(
    ({ alert }) => alert.problem,
    (error: Error) => error.message,
  );

afterEach(() => vi.unstubAllEnvs());

test("an address without a query API, and a tenant that is missing, are told", async () => {
  // As Cortex answers.
  const fixOf = (status: number, body: unknown) =>
    run(() => ({ status, body })).catch((error: { fix: string }) => error.fix);
  expect(await fixOf(404, "404 page not found\n")).toContain("that of Mimir and Cortex ends in /prometheus");
  expect(await fixOf(401, "no org id\n")).toContain("name the tenant with --tenant");
  const invalid = { status: "error", errorType: "bad_data", error: "no org id" };
  expect(await fixOf(400, invalid)).toContain("name the tenant with --tenant");
});

describe("queries", () => {
  test("only read, a day at a time, in a form; and only through the query API", async () => {
    const { requests, alert } = await run(() => success([]));
    expect(alert).toMatchObject({ fired: 0, notifications: {} });
    expect(new Set(requests.map(({ method, path }) => `${method} ${path}`))).toEqual(
      new Set(["POST /api/v1/query_range"]),
    );
    const ranges = requests.map(readQuery);
    expect(ranges.map(({ step }) => step)).toEqual([60, 60, 60]);
    expect(ranges.map(({ start, end }) => (end - start) / 60 + 1)).toEqual([1440, 1440, 1]);
    expect(ranges[0]!.start * 1000).toBe(from);
    expect(ranges.at(-1)!.end * 1000).toBe(to);
  });

  test("carry the tenant and the credentials, which appear nowhere else", async () => {
    vi.stubEnv("BACKTEST_TOKEN", "s3cr3t-value");
    const { requests, report } = await run(() => success([]), { tenant: "shop", token: "BACKTEST_TOKEN" });
    expect(requests[0]!.headers).toMatchObject({ authorization: "Bearer s3cr3t-value", "x-scope-orgid": "shop" });
    expect(renderBacktestJson(report) + renderBacktest(report)).not.toContain("s3cr3t");
    vi.stubEnv("BACKTEST_PASSWORD", "s3cr3t-value");
    const basic = await run(() => success([]), { user: "me", password: "BACKTEST_PASSWORD" });
    const encoded = Buffer.from("me:s3cr3t-value").toString("base64");
    expect(basic.requests[0]!.headers).toMatchObject({ authorization: `Basic ${encoded}` });
    const refused = run(() => failure(403, "forbidden", "no access for s3cr3t-value"), { token: "BACKTEST_TOKEN" });
    await expect(refused).rejects.toThrow(/answered 403 no access for <secret>$/);
  });

  test("reach a target by its name, with what it declares", async () => {
    vi.stubEnv("BACKTEST_TOKEN", "s3cr3t-value");
    const server = endWithTest(await startServer(() => success([])));
    const targets = {
      ruler: { kind: "ruler", environment: "prod", url: server.url, tenant: "shop", token: env("BACKTEST_TOKEN") },
      files: { kind: "files", directory: "a" },
    } as const;
    const api = openQueryApi({ from: "ruler" }, targets, "/");
    if ("problem" in api) throw new Error(api.problem);
    await api.queryRange("up", { start: 0, end: 0, step: 1 });
    expect(server.requests[0]).toMatchObject({
      path: "/prometheus/api/v1/query_range",
      headers: { authorization: "Bearer s3cr3t-value", "x-scope-orgid": "shop" },
    });
    expect(openQueryApi({ from: "files" }, targets, "/")).toMatchObject({ problem: /no series/ });
  });

  test("need credentials that exist, and do not repeat what is given for them by mistake", async () => {
    const problems = [
      { from: "user:s3cr3t@prometheus" },
      { token: "s3cr3t" },
      { user: "me", password: "s3cr3t" },
      { user: "me" },
    ].map((source) => {
      const api = openQueryApi({ from: "http://localhost", ...source }, {}, "/");
      return "problem" in api ? api.problem : undefined;
    });
    expect(problems).toEqual([
      "--from is neither a URL nor the name of a target",
      "--token names an environment variable that is not set",
      "--password names an environment variable that is not set",
      "--user and --password belong together",
    ]);
    vi.stubEnv("BACKTEST_TOKEN", "s3cr3t-value");
    const inClear = () => openQueryApi({ from: "http://mimir.example.com", token: "BACKTEST_TOKEN" }, {}, "/");
    expect(inClear).toThrow(/would be sent in clear/);
    expect(() => openQueryApi({ from: "https://me:s3cr3t@mimir.example.com" }, {}, "/")).toThrow(
      /^(?!.*s3cr3t).*credentials in it/,
    );
  });
});

describe("a server that refuses", () => {
  const limit = 100;
  const refuseLong = ({ start, end, step }: RangeQuery): Answer => {
    if ((end - start) / step + 1 > limit)
      return failure(422, "execution", "query processing would load too many samples");
    const values = [[start, "0"]];
    return success([{ metric: { job: "a" }, values }]);
  };

  test("a long range is asked for less", async () => {
    const { alert, requests } = await run(refuseLong);
    expect(alert.problem).toBeUndefined();
    // It fires at the first point of each range, and resolves after it.
    const answered = requests.map(readQuery).filter(({ start, end, step }) => (end - start) / step + 1 <= limit);
    expect(alert.fired).toBe(answered.length);
    expect(requests.length - answered.length).toBe(4);
  });

  test("every range gives up, for this alert", async () => {
    const always = failure(503, "timeout", "query timed out in expression evaluation");
    const { alert, requests } = await run(() => always);
    expect(alert.problem).toBe("503 query timed out in expression evaluation");
    expect(requests.length).toBeLessThan(12);
    expect(renderBacktest((await run(() => always)).report)).toContain("not evaluated:\n  Down: 503 query timed");
  });

  test("the expression is asked once", async () => {
    const { alert, requests } = await run(() => failure(400, "bad_data", "invalid parameter: unknown function"));
    expect(alert.problem).toBe("400 invalid parameter: unknown function");
    expect(requests).toHaveLength(1);
  });

  test("and is only busy is asked again", async () => {
    let count = 0;
    const busy: Answer = { status: 429, body: "slow down", headers: { "retry-after": "0" } };
    const { alert } = await run(() => (++count < 3 ? busy : success([])));
    expect(alert.problem).toBeUndefined();
    expect(count).toBe(5);
  });

  test("no answer about one range is told for that alert, and the others are evaluated", async () => {
    const two = system("shop", { routes: { critical: [pager] }, overview: false });
    two.alert("Down", { when: promql`up == 0`, severity: "critical", summary: "Bad" });
    two.alert("Slow", { when: promql`lag_seconds > 5`, severity: "critical", summary: "Slow" });
    const last = (to - day / 2) / 1000;
    const lost = ({ query, end }: RangeQuery) => query.startsWith("lag") && end > last;
    for (const status of [500, 503]) {
      const gone: Answer = { status, body: "<html>upstream", headers: { "retry-after": "0" } };
      const { report, requests } = await run((query) => (lost(query) ? gone : success([])), {}, {}, two as SystemFacts);
      const [down, slow] = report.alerts.toSorted((one, other) => one.alert.localeCompare(other.alert));
      expect(down!.problem).toBeUndefined();
      expect(slow!.problem).toMatch(
        new RegExp(`^no answer about 2026-10-30 00:00 UTC to 2026-10-30 23:59 UTC: POST http.* answered ${status} `),
      );
      expect(requests.map(readQuery).filter(lost)).toHaveLength(5);
    }
  });

  test("no answer to any query ends it", async () => {
    let count = 0;
    const gone: Answer = { status: 503, body: "<html>", headers: { "retry-after": "0" } };
    const answer = () => {
      count++;
      return gone;
    };
    expect(await failing(answer)).toMatch(/^POST http.* answered 503/);
    expect(count).toBe(5);
  });

  test("no answer any more ends it", async () => {
    const many = system("shop", { routes: { critical: [pager] }, overview: false });
    for (let index = 0; index < 40; index++) {
      many.alert(`Down${index}`, { when: promql`up == ${index}`, severity: "critical", summary: "Bad" });
    }
    let count = 0;
    const gone: Answer = { status: 503, body: "<html>", headers: { "retry-after": "0" } };
    const ended = run(() => (++count > 9 ? gone : success([])), {}, {}, many as SystemFacts);
    await expect(ended).rejects.toThrow(/^POST http.* answered 503/);
    expect(count).toBeLessThan(80);
  });

  test("us, or is no Prometheus, ends it all", async () => {
    expect(await failing(() => failure(403, "forbidden", "no"))).toMatch(/answered 403 no/);
    expect(await failing(() => ({ status: 404, body: "nothing here" }))).toMatch(/answered 404/);
    expect(await failing(() => ({ status: 302, body: "", headers: { location: "http://evil.example" } }))).toMatch(
      /answered 302/,
    );
  });
});

describe("an answer that is not one", () => {
  const series = (more: object) => success([{ metric: {}, values: [], ...more }]);
  test.each<readonly [string, (query: RangeQuery) => Answer]>([
    ["not JSON", () => ({ status: 200, body: "<html>" })],
    ["null", () => ({ status: 200, body: null })],
    ["a vector", () => ({ status: 200, body: { status: "success", data: { resultType: "vector", result: [] } } })],
    ["series that are none", () => success([null])],
    ["labels that are no texts", () => series({ metric: { job: 1 } })],
    ["labels that are a list", () => series({ metric: ["a"] })],
    ["values that are no list", () => series({ values: { length: 1e9 } })],
    ["a time that nobody asked for", ({ start }) => series({ values: [[start + 1, "1"]] })],
    ["a time before the range", ({ start }) => series({ values: [[start - 60, "1"]] })],
    ["a time that is no number", () => series({ values: [["now", "1"]] })],
    ["a value that is no text", ({ start }) => series({ values: [[start, {}]] })],
  ])("%s", async (_, answer) => {
    expect(await failing(answer)).toMatch(/something (?:else|other than JSON)$/);
  });

  test("names of labels that every object has are labels", async () => {
    const metric = JSON.parse('{"__proto__":"a","constructor":"b","toString":"c"}');
    const { alert } = await run(({ start }) => success([{ metric, values: [[start, "0"]] }]));
    expect(alert.fired).toBe(3);
    expect(Object.keys(alert.episodes[0]!.labels)).toEqual(expect.arrayContaining(["constructor", "toString"]));
    expect(({} as Record<string, unknown>).a).toBeUndefined();
  });

  test("is not held in memory beyond a size, but asked for in parts", { timeout: 60_000 }, async () => {
    const large = "x".repeat(33 * 1024 * 1024);
    const { alert, requests } = await run(({ start, end, step }) =>
      success((end - start) / step < 1000 ? [] : [{ metric: { large }, values: [] }]),
    );
    expect(alert.problem).toBeUndefined();
    expect(requests).toHaveLength(6);
  });

  test("of a tenant with a maximum length is given in parts, also to whom looks for a recorded metric", async () => {
    const recorded = system("shop", { routes: { critical: [pager] }, overview: false });
    const down = recorded.recordingRule("job:down:sum", promql`sum(up == 0)`);
    recorded.alert("Down", { when: promql`${down} > 1`, severity: "critical", summary: "Bad" });
    const own = { config, systems: [recorded as SystemFacts] };
    const queries: string[] = [];
    const server = endWithTest(
      await startServer((request) => {
        const { query, start, end } = readQuery(request);
        // As Cortex says it.
        const message = "the query time range exceeds the limit (query length: 12h0m0s, limit: 6h0m0s)";
        if (end - start > 6 * 3600) return failure(400, "bad_data", message);
        queries.push(query);
        return success([]);
      }),
    );
    const api = openQueryApi({ from: server.url }, {}, "/");
    if ("problem" in api) throw new Error(api.problem);
    const options = {
      project: own,
      artifacts: compileProject(own).artifacts,
      environment: "prod",
      names: [],
      from,
      to,
    };
    const report = await backtest({ ...options, onProgress: () => {}, api });
    if ("problem" in report) throw new Error(report.problem);
    expect(report.alerts[0]).toMatchObject({ expanded: ["job:down:sum"], fired: 0 });
    expect(report.alerts[0]!.problem).toBeUndefined();
    expect(queries.filter((query) => query.includes("__name__")).length).toBeGreaterThan(4);
    expect(queries.at(-1)).toContain("up == 0");
  });

  test("with very many series, or that fires very often, is given up", async () => {
    const many = await failing(({ start }) =>
      success(Array.from({ length: 10_001 }, (_, index) => ({ metric: { pod: `${index}` }, values: [[start, "0"]] }))),
    );
    expect(many).toBe("the expression returns 10001 series at once");
    const often = await failing(({ start, end, step }) => {
      const times = Array.from({ length: (end - start) / step + 1 }, (_, index) => start + index * step);
      const values = times.filter((time) => (time / step) % 2 === 0).map((time) => [time, "0"]);
      return success(Array.from({ length: 40 }, (_, index) => ({ metric: { pod: `${index}` }, values })));
    });
    expect(often).toBe("it fires more than 20000 times");
  });

  test("control characters and warnings are shown, not sent to the terminal", async () => {
    const { report } = await run(() => success([], { warnings: ["\u001b[31mpart of the stores are missing"] }));
    expect(renderBacktest(report)).toContain("the server warns: ␛[31mpart of the stores are missing (Down)");
  });
});
