import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The places that a sync is killed in. */
const places = [
  "local folder, sync",
  "local folder, prune",
  "Prometheus",
  "Alertmanager",
  "ruler, sync",
  "ruler, prune",
  "Alertmanager of a tenant",
  "Grafana through /apis",
  "Grafana through /api",
  "alerting of Grafana",
] as const;

export type KilledPlace = (typeof places)[number];

/** Kills of the whole suite, at least. */
const minimum = 200;

/** Runs around the suite: prints how many processes were killed in each place, and fails if that is too few. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "telltale-kills-"));
  const log = join(folder, "kills");
  writeFileSync(log, "");
  process.env.TELLTALE_KILLS = log;
  return () => {
    const kills = readFileSync(log, "utf8").split("\n").slice(0, -1);
    rmSync(folder, { recursive: true });
    if (kills.length === 0) return;
    const counts = places.map((place) => [place, kills.filter((kill) => kill === place).length] as const);
    for (const [place, count] of counts) console.log(`${String(count).padStart(5)} × SIGKILL: ${place}`);
    console.log(`${String(kills.length).padStart(5)} in all`);
    // Of a part of the suite, the total says nothing.
    const isWhole = counts.every(([, count]) => count > 0);
    if (isWhole && kills.length < minimum) throw new Error(`${kills.length} kills: expected at least ${minimum}`);
  };
}

/** Counts a process that a signal has ended. */
export function countKill(place: KilledPlace): void {
  appendFileSync(process.env.TELLTALE_KILLS!, `${place}\n`);
}
