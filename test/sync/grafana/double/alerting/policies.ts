import type { Answer, RecordedRequest } from "../../../double/recorded-request.js";
import type { AlertingStore, StoredRoute } from "./alerting-store.js";
import { askedProvenance, failure, isAllowed, shown } from "./answers.js";

/** Answers about the tree of notification policies, which has no version and is replaced as a whole. */
export function answerPolicies(store: AlertingStore, request: RecordedRequest): Answer {
  if (request.method === "GET") {
    return { status: 200, body: { ...store.policies, ...shown(store.policiesProvenance) } };
  }
  const asked = askedProvenance(request);
  if (!isAllowed(store.policiesProvenance, asked)) {
    return failure(403, "alerting.notifications.invalidProvenance", "Provided provenance status is not allowed");
  }
  const { provenance: _, ...tree } = JSON.parse(request.body) as StoredRoute;
  const problem = findProblem(store, tree, true);
  if (problem !== undefined) return failure(400, "alerting.notifications.routes.invalidFormat", problem);
  store.policies = normalize(tree);
  store.policiesProvenance = asked;
  store.writes += 1;
  return { status: 202, body: { message: "policies updated" } };
}

function findProblem(store: AlertingStore, route: StoredRoute, isRoot: boolean): string | undefined {
  const { receiver, mute_time_intervals: mute, active_time_intervals: active, routes = [] } = route;
  const names = new Set(["empty", ...[...store.contactPoints.values()].map(({ name }) => name)]);
  if (receiver === undefined && isRoot) return "root route must specify a default receiver";
  if (receiver !== undefined && !names.has(receiver)) return `receiver '${receiver}' does not exist`;
  for (const name of [...((mute ?? []) as string[]), ...((active ?? []) as string[])]) {
    if (!store.muteTimings.has(name)) return `time interval '${name}' does not exist`;
  }
  return routes.map((one) => findProblem(store, one, false)).find((problem) => problem !== undefined);
}

/** Leaves out defaults. */
function normalize({ routes, continue: goesOn, ...route }: StoredRoute): StoredRoute {
  return { ...route, ...(goesOn === true && { continue: true }), ...(routes && { routes: routes.map(normalize) }) };
}
