import { beforeEach, expect, test } from "vitest";
import { applyPlan } from "../../../../src/sync/apply/apply-plan.js";
import { Journal } from "../../../../src/sync/apply/journal.js";
import { createBackup, desireBackup, selectSaved } from "../../../../src/sync/backup/backup.js";
import { makePlan, type PlanOptions } from "../../../../src/sync/plan/make-plan.js";
import { isWrite } from "../../../../src/sync/plan/plan.js";
import { documentPlans } from "../../../../src/sync/plan/plan-document.js";
import { abandonedAlerting } from "../../../../src/sync/targets/grafana/alerting/alerting-content.js";
import { temporaryFolder } from "../../../project/temporary-folder.js";
import { type GrafanaDouble, startGrafana } from "../double/grafana-double.js";
import { openTarget, planContent, syncContent } from "../open-double.js";
import { alertingOf, renderedPlan, secretName, type TestAlerting } from "./alerting-content.js";
import { decoysOf, plantDecoys, theirSecret } from "./set-up.js";

const secret = "https://hooks.example.com/T0/ours-5c9e";

beforeEach(() => {
  process.env[secretName] = secret;
});

const full: TestAlerting = {
  contactPoints: { team: "#shop" },
  policies: { shop: "30s" },
  muteTimings: { "shop/holidays": "2026" },
  template: '{{ define "telltale.title" }}x{{ end }}',
  groups: { cart: { one: "1m" } },
};

async function start() {
  const grafana = await startGrafana("apis");
  plantDecoys(grafana);
  return { grafana, before: decoysOf(grafana), alerting: () => grafana.store.alerting };
}

async function sync(grafana: GrafanaDouble, text: TestAlerting, options: PlanOptions = {}) {
  const { failure, done } = await syncContent(grafana, alertingOf(text), options);
  expect(failure).toBeUndefined();
  return done.map(({ action, id }) => `${action} ${id}`);
}

test("everything is written in the order of its references, and deleted in reverse", async () => {
  const { grafana, before, alerting } = await start();
  await sync(grafana, full);
  const writes = grafana
    .writes()
    .map(({ method, path }) => `${method} ${path.replace(/^\/api\/v1\/provisioning/, "")}`);
  expect(writes.slice(1)).toEqual([
    "PUT /templates/telltale-shop-prod",
    "PUT /templates/telltale-shop-prod-mute-timings",
    "POST /mute-timings",
    "POST /contact-points",
    "PUT /policies",
    "PUT /folder/ours/rule-groups/cart",
  ]);
  expect(alerting().contactPoints.get("team")?.settings.url).toBe(secret);
  expect(alerting().policies.routes?.map(({ receiver }) => receiver)).toEqual(["team", "decoy", "empty"]);
  grafana.forget();
  expect(await sync(grafana, full)).toEqual([]);
  expect(grafana.writes()).toEqual([]);
  expect(decoysOf(grafana)).toEqual(before);
  await sync(grafana, { groups: full.groups! }, { prune: true, force: true });
  expect(grafana.writes().map(({ method, path }) => `${method} ${path.replace(/^.*provisioning|\?.*/g, "")}`)).toEqual([
    "PUT /policies",
    "DELETE /contact-points/team",
    "DELETE /mute-timings/shop%2Fholidays",
    "DELETE /templates/telltale-shop-prod-mute-timings",
    "DELETE /templates/telltale-shop-prod",
  ]);
  expect(decoysOf(grafana)).toEqual(before);
  expect(alerting().policies).toEqual(before.policies);
  expect([...alerting().templates.keys()]).toEqual(["decoy"]);
});

test("changes are described by receiver and field, without a secret", async () => {
  const { grafana } = await start();
  await sync(grafana, full);
  const changed = alertingOf({
    ...full,
    contactPoints: { team: "#cart" },
    policies: { shop: "1m" },
    muteTimings: { "shop/holidays": "2027" },
  });
  process.env[secretName] = `${secret}-rotated`;
  const text = await renderedPlan(grafana, changed);
  expect(text).toContain('settings.recipient: "#shop" → "#cart"');
  expect(text).toContain(
    'secrets.url: "env(\\"SLACK_DOUBLE_URL\\"), with its former value" → "env(\\"SLACK_DOUBLE_URL\\")"',
  );
  expect(text).toContain('route to "team" for team="shop" › group_wait: "30s" → "1m"');
  expect(text).toContain('periods[0].years[0]: "2026" → "2027"');
  expect(text).not.toContain("hooks.example.com");
});

test("a secret that is rotated is sent, and one that is missing stops the sync before it writes", async () => {
  const { grafana, alerting } = await start();
  delete process.env[secretName];
  const { failure } = await syncContent(grafana, alertingOf(full));
  expect(failure?.summary).toBe(`the environment variable ${secretName} is not set`);
  expect(grafana.writes()).toEqual([]);
  process.env[secretName] = secret;
  await sync(grafana, full);
  process.env[secretName] = `${secret}-rotated`;
  expect(await sync(grafana, full)).toEqual(["update contact-points/team"]);
  expect(alerting().contactPoints.get("team")?.settings.url).toBe(`${secret}-rotated`);
  // A machine that only plans needs no secrets.
  delete process.env[secretName];
  expect(await sync(grafana, full)).toEqual([]);
});

test("no secret is in a plan, a backup, a journal or a message, ours or somebody else's", async () => {
  const { grafana } = await start();
  await sync(grafana, full);
  const theirs = { ...full, contactPoints: { team: "#x", decoy: "#theirs" } };
  const texts: string[] = [];
  for (const options of [{}, { force: true }, { adopt: true }, { prune: true }]) {
    const { plan, target } = await planContent(grafana, alertingOf(theirs), options);
    const saved = { targets: undefined, only: undefined, force: false, adopt: false, prune: false };
    texts.push(JSON.stringify(documentPlans([plan], saved)), JSON.stringify(createBackup(target, await target.read())));
    texts.push(await renderedPlan(grafana, alertingOf(theirs), options));
  }
  grafana.refuseWith = `bad url ${secret}`;
  texts.push(JSON.stringify(await syncContent(grafana, alertingOf(theirs), { adopt: true })));
  expect(texts.at(-1)).toContain("bad url <secret>");
  for (const text of texts) {
    expect(text).not.toContain(theirSecret);
    expect(text).not.toContain("hooks.example.com");
  }
});

test("a backup is restored with its secrets", async () => {
  const { grafana, before, alerting } = await start();
  await sync(grafana, full);
  const target = openTarget(grafana, alertingOf(full));
  const backup = JSON.parse(JSON.stringify(createBackup(target, await target.read()))) as ReturnType<
    typeof createBackup
  >;
  await sync(grafana, { ...full, contactPoints: { team: "#other" }, policies: { shop: "5m" } });
  alerting().policies = before.policies;
  alerting().contactPoints.delete("team");
  const { live } = await target.read();
  const plan = makePlan({ target: "", identity: "" }, desireBackup(backup, target), selectSaved(backup, live));
  expect((await applyPlan(target, plan, { journal: new Journal(temporaryFolder(), "g") })).failure).toBeUndefined();
  expect(alerting().contactPoints.get("team")?.settings).toMatchObject({ url: secret, recipient: "#shop" });
  expect(await sync(grafana, full)).toEqual([]);
});

test("what somebody edited is left alone", async () => {
  const { grafana, alerting } = await start();
  await sync(grafana, full);
  const point = alerting().contactPoints.get("team")!;
  alerting().contactPoints.set("team", { ...point, settings: { ...point.settings, recipient: "#edited" } });
  const [ours, ...others] = alerting().policies.routes!;
  alerting().policies = { ...alerting().policies, routes: [...others, { ...ours, group_wait: "9m" }] };
  const template = alerting().templates.get("telltale-shop-prod")!;
  alerting().templates.set("telltale-shop-prod", { ...template, text: `${template.text}!` });
  const before = structuredClone(alerting().snapshot());
  const text = await renderedPlan(grafana, alertingOf(full));
  expect(text.match(/somebody changed it since the last sync/g)).toHaveLength(3);
  expect(await sync(grafana, full)).toEqual([]);
  expect(alerting().snapshot()).toEqual(before);
  expect(await sync(grafana, full, { force: true })).toHaveLength(3);
  // A policy stays where it is among those of others.
  expect(alerting().policies.routes?.map(({ receiver }) => receiver)).toEqual(["decoy", "empty", "team"]);
});

test("a webhook whose address somebody replaced is a conflict, though Grafana shows the address", async () => {
  const { grafana, alerting } = await start();
  const hook = alertingOf(full);
  const [point] = hook.alerting!.contactPoints;
  const content = { ...hook, alerting: { ...hook.alerting!, contactPoints: [{ ...point!, type: "webhook" }] } };
  expect((await syncContent(grafana, content)).failure).toBeUndefined();
  expect((await planContent(grafana, content)).plan.changes.filter(isWrite)).toEqual([]);
  const stored = alerting().contactPoints.get("team")!;
  alerting().contactPoints.set("team", { ...stored, settings: { ...stored.settings, url: `https://${theirSecret}` } });
  const text = await renderedPlan(grafana, content);
  expect(text).toContain("replaced by somebody");
  expect(text).not.toContain(theirSecret);
});

test("names and matchers that others have are conflicts", async () => {
  const { grafana, before } = await start();
  const taken: TestAlerting = {
    contactPoints: { decoy: "#mine" },
    policies: { infra: "30s" },
    muteTimings: { "shop/decoy": "2026" },
  };
  const text = await renderedPlan(grafana, alertingOf(taken), { force: true });
  for (const id of ["contact-points/decoy", "mute-timings/shop%2Fdecoy", "notification-policies/team"]) {
    expect(text).toMatch(new RegExp(`! .*${id}`));
  }
  expect(await sync(grafana, taken, { force: true })).toEqual(["create folders/ours"]);
  expect(decoysOf(grafana)).toEqual(before);
  const joined = alertingOf(taken);
  const [point] = joined.alerting!.contactPoints;
  const content = { ...joined, alerting: { ...joined.alerting!, contactPoints: [{ ...point!, uid: "mine" }] } };
  expect(await renderedPlan(grafana, content)).toContain("a contact point of somebody else has its name");
});

test("what others made is taken over with --adopt, and the tree of a file never is", async () => {
  const { grafana, alerting } = await start();
  alerting().policiesProvenance = "file";
  expect(await renderedPlan(grafana, alertingOf(full), { adopt: true })).toContain(
    "Grafana provisions the tree of notification policies from a file",
  );
  alerting().policiesProvenance = "api";
  const taken: TestAlerting = { ...full, muteTimings: { "shop/decoy": "2026" }, policies: { infra: "30s" } };
  expect(await sync(grafana, taken, { adopt: true })).toContain("update mute-timings/shop%2Fdecoy");
  expect(alerting().policiesProvenance).toBe("api");
  expect(alerting().policies.routes?.map(({ receiver }) => receiver)).toEqual(["team", "empty"]);
  expect(await sync(grafana, taken)).toEqual([]);
});

test("others may change the tree between a plan and its sync, and keep their change", async () => {
  const { grafana, alerting } = await start();
  const { target, plan } = await planContent(grafana, alertingOf(full));
  const { policies } = alerting();
  alerting().policies = { ...policies, group_by: ["team"], routes: [...policies.routes!, { receiver: "decoy" }] };
  const { failure } = await applyPlan(target, plan, { journal: new Journal(temporaryFolder(), "g") });
  expect(failure).toBeUndefined();
  expect(alerting().policies).toMatchObject({ group_by: ["team"] });
  expect(alerting().policies.routes?.map(({ receiver }) => receiver)).toEqual(["team", "decoy", "empty", "decoy"]);
});

test("what is left in Grafana after its alerts went to Prometheus is found, and pruned", async () => {
  const { grafana, before } = await start();
  const content = { ...alertingOf({}), alerting: abandonedAlerting("telltale-shop/prod") };
  expect((await syncContent(grafana, content)).failure).toBeUndefined();
  expect(grafana.requests.filter(({ path }) => path.includes("/provisioning/"))).toHaveLength(1);
  await sync(grafana, full);
  expect(await renderedPlan(grafana, content)).toContain("5 no longer defined");
  expect((await syncContent(grafana, { ...content, folders: [] }, { prune: true })).done).toHaveLength(6);
  expect(decoysOf(grafana)).toEqual(before);
  expect([...grafana.store.alerting.templates.keys()]).toEqual(["decoy"]);
});

test("an account that may not read alerting can sync dashboards", async () => {
  const { grafana } = await start();
  grafana.refuse = ({ path }) => path.includes("/provisioning/") && 403;
  const content = { ...alertingOf({}), alerting: abandonedAlerting("telltale-shop/prod") };
  expect((await syncContent(grafana, content)).failure).toBeUndefined();
  const { desired } = await openTarget(grafana, content).read();
  expect(desired).toHaveLength(1);
});
