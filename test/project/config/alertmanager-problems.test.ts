import { type Config, defineConfig, receiver, type SystemOptions, secret, system } from "telltale";
import { describe, expect, test } from "vitest";
import { alertmanagerProblems, findAlertmanagerConflicts } from "../../../src/project/config/alertmanager-problems.js";
import { SourceFiles } from "../../../src/source/source-files.js";

const dataSources = { metrics: { type: "prometheus", uid: "prom" } } as const;

function configure(changes: Partial<Config> = {}): Config {
  return defineConfig({ environments: { staging: { dataSources }, prod: { dataSources } }, ...changes });
}

/** Labels of a fragment that alerts without them have, too. */
const takingAll: readonly Readonly<Record<string, string | readonly string[]>>[] = [
  {},
  { system: "" },
  { system: ["shop", ""] },
  { system: [] },
];

describe("Alertmanagers of the configuration", () => {
  const problems = (alertmanagers: Config["alertmanagers"], changes: Partial<Config> = {}) =>
    alertmanagerProblems(configure({ ...changes, alertmanagers: alertmanagers! })).map(({ summary }) => summary);

  test("may share environments, as long as each system has one", () => {
    const both = { environments: ["staging", "prod"] };
    expect(problems({ all: both })).toEqual([]);
    expect(problems({ all: both, pay: { ...both, systems: ["pay"] }, shop: { ...both, systems: ["shop"] } })).toEqual(
      [],
    );
  });

  test.each<[Config["alertmanagers"], string]>([
    [{ all: { environments: ["pord"] } }, 'the configuration has no environment "pord"'],
    [{ all: { environments: [] } }, 'the Alertmanager "all" has no environment'],
    [{ "a/b": { environments: ["prod"] } }, '"a/b" is not a valid name for an Alertmanager'],
    [{ a: { environments: ["prod"] }, b: { environments: ["prod"] } }, '"a" and "b" both take the alerts of "prod"'],
    [
      { a: { environments: ["prod"], systems: ["pay"] }, b: { environments: ["prod"], systems: ["pay"] } },
      '"a" and "b" both take "pay" in "prod"',
    ],
    [
      { all: { environments: ["prod"], fragments: { "a b": { path: "a.yml", match: { system: "a" } } } } },
      '"a b" is not a valid name for a fragment',
    ],
    ...takingAll.map((match): [Config["alertmanagers"], string] => [
      { all: { environments: ["prod"], fragments: { a: { path: "a.yml", match } } } },
      'the fragment "a" would take alerts of others',
    ]),
    [
      {
        all: {
          environments: ["prod"],
          keep: "a.yml",
          unrouted: receiver.slack("a", { url: secret("URL"), channel: "" }),
        },
      },
      'the Alertmanager "all" has a receiver for unrouted alerts already: that of the kept root',
    ],
  ])("%j: %s", (alertmanagers, summary) => {
    expect(problems(alertmanagers)).toEqual([summary]);
  });

  test("have one release, and one name for each label", () => {
    const all = { all: { environments: ["staging", "prod"] } };
    const staging = (more: object) => ({ environments: { staging: { dataSources, ...more }, prod: { dataSources } } });
    expect(problems(all, staging({ versions: { alertmanager: "0.25" } }))).toEqual([
      '"staging" and "prod" share the Alertmanager "all", but target Alertmanager 0.25 and 0.28',
    ]);
    expect(problems(all, staging({ alertLabels: { system: "app" } }))).toEqual([
      '"staging" and "prod" share the Alertmanager "all", but their alertLabels have other names',
    ]);
  });
});

describe("systems of an Alertmanager", () => {
  const team = receiver.slack("team", { url: secret("URL"), channel: "#shop" });
  const routed: SystemOptions = { routes: { warning: [team] } };
  const source = `export default defineConfig({
  environments: { prod: { alertLabels: { system: false } } },
  alertmanagers: { pay: { environments: ["prod"], systems: ["pya"] } },
});
`;
  const sourceFiles = new SourceFiles((path) => (path === "/shop/telltale.config.ts" ? source : undefined));
  const conflicts = (changes: Partial<Config>, options = routed) => {
    const systems = [system("shop", routed), system("pay", options)];
    const place = { root: "/shop", configPath: "/shop/telltale.config.ts", sourceFiles };
    return findAlertmanagerConflicts({ config: configure(changes), systems }, place).map(
      ({ summary, span }) => `${span?.start.line}: ${summary}`,
    );
  };
  const unlabelled = { environments: { prod: { dataSources, alertLabels: { system: false } } } } as const;

  test("must exist", () => {
    expect(conflicts({ alertmanagers: { pay: { environments: ["prod"], systems: ["pya"] } } })).toEqual([
      '3: the project has no system "pya"',
    ]);
  });

  test("must send alerts to one that keeps a tree", () => {
    const keep = { environments: ["prod"], keep: "a.yml" };
    expect(conflicts({ alertmanagers: { pay: keep } })).toEqual([]);
    const shop = { environments: ["prod"], systems: ["shop", "pay"] };
    expect(conflicts({ alertmanagers: { pay: keep, shop } })).toEqual([
      '3: no system of the project sends alerts to the Alertmanager "pay": it gets no configuration',
    ]);
  });

  test("must be told apart by the labels of their alerts", () => {
    expect(conflicts({})).toEqual([]);
    expect(conflicts(unlabelled)).toEqual([
      '2: "shop" and "pay" share an Alertmanager, which cannot tell their alerts apart',
    ]);
    expect(conflicts(unlabelled, {})).toEqual([]);
    expect(conflicts({ ...unlabelled, alertmanagers: { pay: { environments: ["prod"], systems: ["pay"] } } })).toEqual(
      [],
    );
  });
});
