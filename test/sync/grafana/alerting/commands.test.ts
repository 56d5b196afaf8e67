import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { filesIn, writeFiles } from "../../../project/temporary-folder.js";
import type { Personality } from "../double/grafana-double.js";
import { alertingFiles, decoysOf, ourSecret, setUpAlerting, theirSecret } from "./set-up.js";

vi.setConfig({ testTimeout: 240_000 });

describe.each<Personality>(["apis", "api"])("the alerting of a Grafana with /%s", (personality) => {
  test("is planned, written once, verified and kept by a second sync", async () => {
    const { grafana, root, run, before } = await setUpAlerting(personality, { hours: "08:00-17:00" });
    const { alerting } = grafana.store;
    const outputs = [await run("plan", "--json", "--save", "plan.json")];
    expect(outputs[0]).toMatchObject({ code: 2 });
    const [planned] = (JSON.parse(outputs[0]!.stdout) as { targets: { changes: { id: string }[] }[] }).targets;
    expect(planned?.changes.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        ...["contact-points/shop-oncall", "contact-points/shop-team", "mute-timings/shop%2Foffice"],
        ...["notification-templates/telltale-shop-prod", "rules/shop/cart-NoOrders"],
        "notification-policies/system%3D%22shop%22",
      ]),
    );
    expect(grafana.writes()).toEqual([]);
    outputs.push(await run("sync", "--yes"));
    expect(outputs[1]).toMatchObject({ code: 0, stderr: "" });
    expect(alerting.contactPoints.get("shop-team")?.settings.url).toBe(ourSecret);
    expect(alerting.contactPoints.get("shop-oncall")?.settings.url).toBe(`${ourSecret}/hook`);
    expect(alerting.rulesIn("shop").map(({ title }) => title)).toContain("NoOrders");
    expect(alerting.policies.routes?.[0]).toMatchObject({ receiver: "shop/team" });
    expect(decoysOf(grafana)).toEqual(before);
    grafana.forget();
    expect(await run("sync", "--yes")).toMatchObject({ code: 0, stderr: "" });
    expect(grafana.writes()).toEqual([]);
    const rules = [...alerting.rules.values()].find(({ title }) => title === "NoOrders")!;
    alerting.errors.set(rules.uid, "connection refused");
    outputs.push(await run("verify", "--wait", "0s"), await run("backup", "--output", "backup.json"));
    expect(outputs[2]!.stdout).toContain('NoOrders in group "cart-NoOrders" of shop: connection refused');
    writeFiles(root, alertingFiles({ threshold: 2, channel: "#cart", hours: "08:00-18:00" }));
    outputs.push(await run("plan"), await run("drift"));
    expect(outputs[4]!.stdout).toContain('settings.recipient: "#shop" → "#cart"');
    expect(outputs[4]!.stdout).toMatch(/alert "NoOrders" › query "query" › model.expr: .*< 1.* → .*< 2/);
    expect(outputs[4]!.stdout).toContain('periods[0].times[0].end_time: "17:00" → "18:00"');
    expect(grafana.writes()).toEqual([]);
    const files = Object.values({ ...filesIn(join(root, ".telltale")), ...pick(filesIn(root), /json$/) });
    for (const text of [...outputs.map(({ stdout, stderr }) => stdout + stderr), ...files]) {
      expect(text).not.toContain(ourSecret);
      expect(text).not.toContain(theirSecret);
    }
  });
});

function pick(files: Readonly<Record<string, string>>, pattern: RegExp): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).filter(([path]) => pattern.test(path)));
}
