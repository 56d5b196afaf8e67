import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Notification } from "../../../src/gotemplate/alertmanager/notification-data.js";

/** Renders a template with `amtool template render`, Alertmanager's own code. */
export function renderWithAmtool(
  text: string,
  notification: Notification,
  { templates, html = false }: { readonly templates: string; readonly html?: boolean },
): string {
  const folder = mkdtempSync(join(tmpdir(), "telltale-"));
  try {
    writeFileSync(join(folder, "a.tmpl"), templates);
    writeFileSync(join(folder, "data.json"), JSON.stringify(amtoolData(notification)));
    const words = ["template", "render", `--template.glob=${folder}/*.tmpl`, `--template.data=${folder}/data.json`];
    const type = `--template.type=${html ? "html" : "text"}`;
    const { stdout, stderr, status } = spawnSync("amtool", [...words, type, `--template.text=${text}`], {
      encoding: "utf8",
    });
    return status === 0 ? stdout : `amtool: ${stderr}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function amtoolData({ receiver, alerts, groupLabels, externalUrl }: Notification): object {
  const common = (sets: readonly Readonly<Record<string, string>>[]) =>
    Object.fromEntries(Object.entries(sets[0]!).filter(([name, value]) => sets.every((set) => set[name] === value)));
  return {
    receiver,
    status: alerts.some(({ status }) => status === "firing") ? "firing" : "resolved",
    alerts: alerts.map(({ startsAt, endsAt, generatorUrl, ...alert }) => ({
      ...alert,
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(endsAt).toISOString(),
      generatorURL: generatorUrl ?? "",
    })),
    groupLabels,
    commonLabels: common(alerts.map(({ labels }) => labels)),
    commonAnnotations: common(alerts.map(({ annotations }) => annotations)),
    externalURL: externalUrl,
  };
}
