import type { Artifact } from "../../compile/compiled.js";
import { objectsOf } from "../../formats/grafana/plain-json.js";
import type { HttpClient } from "../http/client.js";
import { parseAnswer } from "../http/parse-answer.js";
import { observe } from "./observation.js";
import type { Attempt } from "./wait-for.js";

const name = "the configuration is active";
const path = "/alertmanager/api/v2/receivers";

/** Checks that the Alertmanager of a tenant runs with the configured receivers: it loads a configuration when it polls. */
export async function verifyTenant(client: HttpClient, artifacts: readonly Artifact[]): Promise<Attempt> {
  const wanted = artifacts.flatMap((one) =>
    one.kind === "alertmanager" ? one.value.receivers.map((receiver) => receiver.name) : [],
  );
  const response = await client.get(path);
  if (response.status === 404) return { observation: observe(name, 1, ["it has none yet"]), isPending: true };
  if (response.status !== 200) throw client.fail({ method: "GET", path }, response);
  const active = objectsOf(parseAnswer(response)).map((receiver) => String(receiver.name));
  const missing = wanted.filter((receiver) => !active.includes(receiver));
  const wrong = missing.map((receiver) => `the receiver "${receiver}" is not active`);
  return { observation: observe(name, wanted.length, wrong), isPending: wrong.length > 0 };
}
