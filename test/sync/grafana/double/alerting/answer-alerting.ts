import type { Answer, RecordedRequest } from "../../../double/recorded-request.js";
import type { Store } from "../store.js";
import { answerContactPoints } from "./contact-points.js";
import { answerConvert } from "./convert.js";
import { answerMuteTimings, answerTemplates } from "./named-texts.js";
import { answerPolicies } from "./policies.js";
import { answerRules, answerStates } from "./rules.js";

const root = "/api/v1/provisioning/";
const convertRoot = "/api/convert/prometheus/config/v1/rules";

/** Answers as Grafana 12.4 does under `/api/v1/provisioning`; undefined for other requests. */
export function answerAlerting(store: Store, request: RecordedRequest): Answer | undefined {
  const { pathname } = new URL(request.path, "http://double");
  if (pathname === "/api/prometheus/grafana/api/v1/rules") return answerStates(store);
  if (pathname.startsWith(convertRoot)) return answerConvert(store, request, pathname.slice(convertRoot.length));
  if (!pathname.startsWith(root)) return undefined;
  const parts = pathname.slice(root.length).split("/").map(decodeURIComponent);
  const { alerting } = store;
  switch (parts[0]) {
    case "alert-rules":
    case "folder":
      return answerRules(store, request, parts);
    case "contact-points":
      return answerContactPoints(alerting, request, parts[1]);
    case "policies":
      return answerPolicies(alerting, request);
    case "mute-timings":
      return answerMuteTimings(alerting, request, parts[1]);
    case "templates":
      return answerTemplates(alerting, request, parts[1]);
    default:
      return { status: 404, body: { message: "Not found" } };
  }
}
