import { isJson, type Json, objectsOf } from "../../../../../formats/grafana/plain-json.js";
import type { MuteTime } from "../../../../../formats/grafana-alerting/index.js";
import type { Request } from "../../../../http/client.js";
import { parseAnswer } from "../../../../http/parse-answer.js";
import { digestValue } from "../../../../objects/digest.js";
import type { DesiredObject, LiveObject } from "../../../../objects/object.js";
import { stageOf } from "../../../../objects/stage.js";
import { changedSincePlan, type StoredObject } from "../../../settle-write.js";
import type { TargetState, Write } from "../../../target.js";
import type { AlertingPlace } from "../alerting-content.js";
import { type AlertingPart, provisioning } from "../alerting-part.js";
import { findProvenanceObstacle } from "../mark.js";
import { MuteTimingLedger } from "./mute-timing-ledger.js";

const root = `${provisioning}/mute-timings`;

/** The time intervals of a project's policies. Grafana keeps no mark on them, so that their names are in a ledger. */
export class MuteTimingApi implements AlertingPart {
  readonly kind = "mute timing";
  private readonly place: AlertingPlace;
  private readonly timings: readonly MuteTime[];
  private readonly ledger: MuteTimingLedger;

  constructor(place: AlertingPlace, timings: readonly MuteTime[]) {
    this.place = place;
    this.timings = timings;
    this.ledger = new MuteTimingLedger(place);
  }

  async read(): Promise<TargetState> {
    const ours = await this.ledger.names();
    const desired = this.timings.map(timingObject);
    const wanted = new Set(desired.map(({ id }) => id));
    const live = (await this.list()).map((body) => this.liveObject(body, ours));
    return { desired, live: live.filter(({ id, ownership }) => ownership !== "foreign" || wanted.has(id)) };
  }

  describe(payload: unknown): unknown {
    return describeTiming(payload as MuteTime);
  }

  digestOf({ payload }: Write): string {
    return digestTiming(payload as MuteTime);
  }

  async fetch({ id }: Write): Promise<StoredObject | undefined> {
    const body = (await this.list()).find((one) => idOf(String(one.name)) === id);
    return body && { version: String(body.version), digest: digestTiming(timingIn(body)) };
  }

  async send(write: Write): Promise<string | undefined> {
    const { action, id, name, expected } = write;
    if ((await this.fetch(write))?.version !== expected) throw changedSincePlan();
    const one = `${root}/${id.replace(/^.*?\//, "")}`;
    if (action === "delete") {
      await this.request({ method: "DELETE", path: `${one}?version=${encodeURIComponent(expected ?? "")}` }, 204);
      await this.ledger.remove(name);
      return undefined;
    }
    await this.ledger.add(name);
    const timing = write.payload as MuteTime;
    if (action === "create") await this.request({ method: "POST", path: root, body: JSON.stringify(timing) }, 201);
    else await this.request({ method: "PUT", path: one, body: JSON.stringify({ ...timing, version: expected }) }, 202);
    return (await this.fetch(write))?.version;
  }

  private async request(request: Request, wanted: number): Promise<void> {
    const { client } = this.place;
    const response = await client.send(request);
    if (response.status === wanted) return;
    const isStale = response.status === 409 && /notifications\.conflict/.test(response.text);
    throw isStale || response.status === 404 ? changedSincePlan() : client.fail(request, response);
  }

  private async list(): Promise<readonly Json[]> {
    const { client } = this.place;
    const response = await client.get(root);
    if (response.status !== 200) throw client.fail({ method: "GET", path: root }, response);
    return objectsOf(parseAnswer(response));
  }

  private liveObject(body: Json, ours: ReadonlySet<string>): LiveObject {
    const obstacle = findProvenanceObstacle(body.provenance);
    const isOurs = ours.has(String(body.name)) && body.provenance === "api";
    return {
      ...timingObject(timingIn(body)),
      version: String(body.version),
      ownership: isOurs ? "ours" : "foreign",
      ...(isOurs && { isUnmarked: true }),
      ...(obstacle !== undefined && { obstacle }),
    };
  }
}

function timingObject(timing: MuteTime): DesiredObject {
  return {
    id: idOf(timing.name),
    kind: "mute timing",
    name: timing.name,
    digest: digestTiming(timing),
    payload: timing,
    describe: () => describeTiming(timing),
    stage: stageOf("mute timing"),
    isExclusive: true,
  };
}

function idOf(name: string): string {
  return `mute-timings/${encodeURIComponent(name)}`;
}

function timingIn({ name, time_intervals: intervals }: Json): MuteTime {
  return { name: String(name), time_intervals: objectsOf(intervals) as MuteTime["time_intervals"] };
}

function digestTiming(timing: MuteTime): string {
  return digestValue(describeTiming(timing));
}

const months = "january february march april may june july august september october november december".split(" ");

/** The content of a mute timing, written in one way: Grafana writes months as numbers. */
function describeTiming({ time_intervals: intervals }: MuteTime): unknown {
  return { periods: intervals.map((period) => normalize(period)) };
}

function normalize(value: unknown): unknown {
  if (typeof value === "string") {
    const [from = "", to = from] = value.split(":").map((text) => {
      const month = months.indexOf(text.toLowerCase());
      return month === -1 ? text : String(month + 1);
    });
    return from === to ? from : `${from}:${to}`;
  }
  if (Array.isArray(value)) return value.map(normalize);
  if (!isJson(value)) return value;
  const members = Object.entries(value).filter(([, one]) => one !== null && !(Array.isArray(one) && one.length === 0));
  return Object.fromEntries(members.map(([name, one]) => [name, /_time$|location/.test(name) ? one : normalize(one)]));
}
