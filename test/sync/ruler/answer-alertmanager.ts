import { parseYaml } from "../../../src/sync/objects/parse-yaml.js";
import type { Answer, RecordedRequest } from "../double/recorded-request.js";

/** The configuration of the tenant, which the server takes up when it polls. */
interface TenantState {
  stored: string | undefined;
  /** The number of requests until the next poll. @default none: it runs with what is stored */
  requestsUntilPoll?: number;
}

/** Answers as the Alertmanager API of Cortex does, for the tenant "shop". */
export function answerAlertmanager(state: TenantState, { method, path, body, headers }: RecordedRequest): Answer {
  if (path === "/alertmanager/api/v2/receivers" && method === "GET") return listReceivers(state);
  if (path !== "/api/v1/alerts") return { status: 404, body: "404 page not found\n" };
  if (headers["x-scope-orgid"] !== "shop") return { status: 401, body: "no org id\n" };
  if (method === "DELETE") {
    state.stored = undefined;
    return { status: 200, body: "" };
  }
  if (method === "GET") {
    if (state.stored === undefined) return { status: 404, body: "alertmanager storage object not found\n" };
    return { status: 200, body: state.stored };
  }
  const given = parseYaml(body) as { alertmanager_config?: unknown } | undefined;
  const config = parseYaml(String(given?.alertmanager_config)) as Record<string, unknown> | undefined;
  if (typeof given?.alertmanager_config !== "string" || !config?.route) {
    return { status: 400, body: "error validating Alertmanager config: no routes provided\n" };
  }
  const file = /\b(\w+_file):/.exec(given.alertmanager_config)?.[1];
  if (file) return { status: 400, body: `error validating Alertmanager config: setting ${file} is not allowed\n` };
  state.stored = body;
  return { status: 201, body: "" };
}

function listReceivers(state: TenantState): Answer {
  const { stored, requestsUntilPoll = 0 } = state;
  state.requestsUntilPoll = requestsUntilPoll - 1;
  if (stored === undefined || requestsUntilPoll > 0) {
    return { status: 404, body: "the Alertmanager is not configured\n" };
  }
  const { alertmanager_config } = parseYaml(stored) as { alertmanager_config: string };
  const { receivers } = parseYaml(alertmanager_config) as { receivers: readonly { name: string }[] };
  return { status: 200, body: receivers.map(({ name }) => ({ name })) };
}
