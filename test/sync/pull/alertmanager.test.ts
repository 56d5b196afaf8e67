import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { parseYaml } from "../../../src/sync/objects/parse-yaml.js";
import { replaceSecrets } from "../../../src/sync/pull/alertmanager/replace-secrets.js";
import { renderYaml } from "../../../src/yaml/index.js";
import { startServerProcess } from "../../oracles/server-process.js";
import { missingTool } from "../../oracles/tools.js";
import { filesIn, temporaryFolder, writeFiles } from "../../project/temporary-folder.js";
import { endWithTest } from "../double/end-with-test.js";
import { startServer } from "../double/server.js";
import { configText, createProject, projectFiles } from "../project.js";
import { answerAlertmanager } from "../ruler/answer-alertmanager.js";
import { telltale } from "../telltale.js";

// Each test runs several commands in processes of their own.
vi.setConfig({ testTimeout: 120_000 });

const theirs = "https://hooks.example.com/theirs-77aa01";
const password = "theirs-b51c-password";

/** A configuration by hand, with comments, secrets, and a template of its own. */
const text = `# Ask operations before you change this.
route:
  receiver: ops # everybody
  group_wait: 45s
receivers:
  - name: ops
    webhook_configs:
      - url: "${theirs}"
        http_config: { basic_auth: { username: ops, password: ${password} } }
  - name: Desk 2
    slack_configs: [{ api_url: &hook '${theirs}/2', channel: "#ops", text: '{{ template "ops" . }}' }]
`;

const withTemplates = `${text}templates: [ops.tmpl]\n`;
const template = '{{ define "ops" }}{{ len .Alerts }} alerts{{ end }}\n';

/** Declares the Alertmanager as the report of the pull says. */
function declared(target: string): string {
  return configText(`
    alertmanagers: { alerts: { environments: ["prod"], keep: "alertmanagers/alerts/alertmanager.yml" } },
    targets: { alerts: { ${target}, alertmanager: "alerts" } },`);
}

/** The texts of everything in a project that a command could have written. */
function writtenTexts(root: string): readonly string[] {
  return Object.entries(filesIn(root)).flatMap(([path, content]) => (path.startsWith("node_modules") ? [] : [content]));
}

describe("the configuration of a tenant", () => {
  async function setUp(config = withTemplates) {
    const stored = { template_files: { "ops.tmpl": template }, alertmanager_config: config };
    const state: Parameters<typeof answerAlertmanager>[0] = { stored: renderYaml(stored) };
    const server = endWithTest(await startServer((request) => answerAlertmanager(state, request)));
    const target = `kind: "mimir-alertmanager", environment: "prod", url: "${server.url}", tenant: "shop"`;
    const files = { "telltale.config.ts": configText(`targets: { alerts: { ${target} } },`), ...projectFiles() };
    const root = createProject(files);
    const secrets = {
      OPS_URL: theirs,
      OPS_PASSWORD: password,
      DESK_2_API_URL: `${theirs}/2`,
      SLACK_URL: "https://o.example",
    };
    return { state, server, target, root, run: (...args: string[]) => telltale(root, args, secrets) };
  }

  test("is adopted: without its secrets, and with all that it says", async () => {
    const { state, server, target, root, run } = await setUp();
    const pulled = await run("pull");
    expect(pulled).toMatchObject({ code: 0, stderr: "" });
    expect(server.writes()).toEqual([]);
    expect(pulled.stdout).toContain("set the environment variable OPS_URL where the sync runs");
    expect(pulled.stdout).toContain("its secret at receivers[0].webhook_configs[0].http_config.basic_auth.password");
    expect(pulled.stdout).toContain('keep: "alertmanagers/alerts/alertmanager.yml" }');
    expect(pulled.stdout).not.toMatch(/theirs-/);
    for (const content of writtenTexts(root)) expect(content).not.toMatch(/theirs-/);
    expect(readFileSync(join(root, "alertmanagers/alerts/alertmanager.yml"), "utf8")).toBe(
      withTemplates
        .replace(`url: "${theirs}"`, "url_file: /etc/alertmanager/secrets/OPS_URL")
        .replace(`password: ${password}`, "password_file: /etc/alertmanager/secrets/OPS_PASSWORD")
        .replace(`api_url: &hook '${theirs}/2'`, "api_url_file: /etc/alertmanager/secrets/DESK_2_API_URL"),
    );
    expect(readFileSync(join(root, "alertmanagers/alerts/ops.tmpl"), "utf8")).toBe(template);

    writeFiles(root, { "telltale.config.ts": declared(target) });
    const plan = await run("plan", "--adopt");
    expect(plan).toMatchObject({ code: 2, stderr: "" });
    expect(plan.stdout).not.toMatch(/theirs-|group_wait|#ops/);
    expect(await run("sync", "--yes", "--adopt")).toMatchObject({ code: 0, stderr: "" });
    const now = parseYaml(state.stored!) as { template_files: object; alertmanager_config: string };
    expect(Object.keys(now.template_files).sort()).toEqual(["ops.tmpl", "telltale.tmpl"]);
    const before = parseYaml(text) as { receivers: readonly object[] };
    const after = parseYaml(now.alertmanager_config) as { receivers: readonly object[]; route: object };
    expect(after.receivers).toEqual(expect.arrayContaining([...before.receivers]));
    expect(after.route).toMatchObject({ receiver: "ops", group_wait: "45s", routes: [{ receiver: "shop/team" }] });
    server.forget();
    expect(await run("sync", "--yes")).toMatchObject({ code: 0 });
    expect(server.writes()).toEqual([]);
    // It is its own now.
    expect((await run("pull")).stdout).toContain("0 pulled, 0 left out, 1 defined already");
  });

  test("is not written over a file that differs", async () => {
    const { root, run } = await setUp();
    writeFiles(root, { "alertmanagers/alerts/alertmanager.yml": "# mine\n" });
    const { code, stdout } = await run("pull");
    expect(code).toBe(1);
    expect(stdout).toContain("left out: alertmanagers/alerts/alertmanager.yml exists already");
    expect(readFileSync(join(root, "alertmanagers/alerts/alertmanager.yml"), "utf8")).toBe("# mine\n");
    expect(await run("pull", "--force")).toMatchObject({ code: 0 });
  });

  test("is left out if another project's sync wrote it", async () => {
    const mark = `# telltale-other ${"a".repeat(64)} ${"b".repeat(64)}\n`;
    const { run } = await setUp(`${mark}${text}`);
    expect(await run("pull")).toMatchObject({ code: 1, stdout: expect.stringContaining("telltale-other manages it") });
  });

  test("needs its templates beside it", async () => {
    const { root, target, run } = await setUp();
    writeFiles(root, {
      "telltale.config.ts": declared(target),
      "alertmanagers/alerts/alertmanager.yml":
        "route: { receiver: a }\nreceivers: [{ name: a }]\ntemplates: [gone.tmpl]\n",
    });
    const { code, stderr } = await run("plan");
    expect(code).toBe(1);
    expect(stderr).toContain('the kept configuration has the template "gone.tmpl", which is not in');
  });
});

describe("a secret that would stay in the text", () => {
  const problemOf = (config: string, minor = 28) => {
    const found = replaceSecrets(config, { major: 0, minor }, "/secrets");
    return "problem" in found ? found.problem : undefined;
  };

  test("in a form that no file can replace, is a reason to leave the configuration out", () => {
    const receiver = (fields: string) => `route: { receiver: a }\nreceivers: [{ name: a, ${fields} }]\n`;
    expect(problemOf(receiver("sns_configs: [{ sigv4: { secret_key: abcdefgh } }]"))).toContain(
      "sns_configs[0].sigv4.secret_key",
    );
    const header = "http_config: { http_headers: { X-Key: { secrets: [abcdefgh] } }";
    expect(problemOf(receiver(`webhook_configs: [{ url_file: /u, ${header} } }]`))).toContain("http_headers");
    expect(problemOf(receiver("webhook_configs: [{ url: https://example.com/abcdefgh }]"), 25)).toContain(
      "webhook_configs[0].url",
    );
    expect(problemOf(receiver("webhook_configs: [{ url: https://example.com/abcdefgh }]"))).toBeUndefined();
  });

  test("as a comment, or under another name", () => {
    const config =
      "route: { receiver: a } # abcdefgh\nreceivers: [{ name: a, pagerduty_configs: [{ routing_key: abcdefgh }] }]\n";
    expect(problemOf(config)).toContain("is in it a second time");
    expect(problemOf(config.replace(" # abcdefgh", ""))).toBeUndefined();
  });

  test("through an anchor, is replaced at each place", () => {
    const config = `global: { slack_api_url: &hook https://example.com/abcdefgh }
route: { receiver: a }
receivers: [{ name: a, slack_configs: [{ api_url: *hook, channel: b }] }]
`;
    const found = replaceSecrets(config, { major: 0, minor: 28 }, "/secrets");
    expect(found).toMatchObject({
      text: `global: { slack_api_url_file: /secrets/SLACK_API_URL }
route: { receiver: a }
receivers: [{ name: a, slack_configs: [{ api_url_file: /secrets/SLACK_API_URL, channel: b }] }]
`,
    });
  });
});

const missing = missingTool("prometheus-alertmanager", "0.25");

describe.skipIf(missing !== undefined)("the configuration of a real Alertmanager", () => {
  async function setUp(inFolder: boolean) {
    const folder = temporaryFolder({ "templates/ops.tmpl": template });
    const server = await startServerProcess({
      readyPath: "/-/ready",
      command: ({ address, folder: own }) => {
        mkdirSync(own, { recursive: true });
        const path = join(inFolder ? folder : own, "alertmanager.yml");
        // Alertmanager 0.25 has no `url_file`.
        const config = text.replace(/ {4}webhook_configs:\n.*\n.*\n/, "");
        writeFileSync(path, `${config}templates: [${join(folder, "templates/*.tmpl")}]\n`);
        const data = `--storage.path=${join(own, "data")}`;
        return [
          "prometheus-alertmanager",
          `--config.file=${path}`,
          data,
          `--web.listen-address=${address}`,
          "--cluster.listen-address=",
        ];
      },
    });
    onTestFinished(() => server.stop());
    const target = `kind: "alertmanager", environment: "prod", directory: "${folder}", url: "${server.url}"`;
    const versions = (config: string) =>
      config.replace(
        "environments: {",
        'versions: { alertmanager: "0.25" }, secretsFolder: "SECRETS", environments: {',
      );
    const files = { "telltale.config.ts": configText(`targets: { alerts: { ${target} } },`), ...projectFiles() };
    const root = createProject({ ...files, "telltale.config.ts": place(files["telltale.config.ts"]) });
    function place(config: string) {
      return versions(config).replace('secretsFolder: "SECRETS",', `defaults: { secretsFolder: "${folder}/secrets" },`);
    }
    return { folder, server, root, target, place, run: (...args: string[]) => telltale(root, args) };
  }

  test("is that of its file, and is loaded again with the routes of the project", async () => {
    const { folder, server, root, target, place, run } = await setUp(true);
    const pulled = await run("pull");
    expect(pulled).toMatchObject({ code: 0, stderr: "" });
    expect(pulled.stdout).toContain(`write it to ${folder}/secrets/DESK_2_API_URL where the sync runs`);
    writeFiles(folder, { "secrets/DESK_2_API_URL": `${theirs}/2`, "secrets/SLACK_URL": "https://o.example" });
    writeFiles(root, { "telltale.config.ts": place(declared(target)) });
    expect(await run("sync", "--yes", "--adopt")).toMatchObject({ code: 0, stderr: "" });
    const answer = (await (await fetch(`${server.url}/api/v2/receivers`)).json()) as { name: string }[];
    expect(answer.map(({ name }) => name).sort()).toEqual(["Desk 2", "ops", "shop/team"]);
    expect(readFileSync(join(folder, "alertmanager.yml"), "utf8")).toContain(
      "# Ask operations before you change this.",
    );
    expect(filesIn(folder)["templates/ops.tmpl"]).toBe(template);
  });

  test("is what it has loaded, where its file is elsewhere", async () => {
    const { root, run } = await setUp(false);
    const pulled = await run("pull");
    expect(pulled).toMatchObject({ code: 0, stderr: "" });
    expect(pulled.stdout).toContain("its comments are lost");
    const kept = readFileSync(join(root, "alertmanagers/alerts/alertmanager.yml"), "utf8");
    expect(kept).toContain("/secrets/DESK_2_API_URL");
    expect(kept).not.toMatch(/<secret>|theirs-/);
  });
});
