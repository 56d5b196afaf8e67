import type { Answer, RecordedRequest } from "../../double/recorded-request.js";
import { type ServerDouble, startServer } from "../../double/server.js";
import { answerAlerting } from "./alerting/answer-alerting.js";
import { editAlerting } from "./alerting/edit-alerting.js";
import { answerApi } from "./api.js";
import { answerApis } from "./apis.js";
import { answerDataSources } from "./data-sources.js";
import { answerPermissions } from "./permissions.js";
import { Store } from "./store.js";

/** The token that the double accepts. */
export const token = "glsa_double_8b1f2c";

/** - `apis`: Grafana 12.4. - `api`: an older one, without `/apis`. */
export type Personality = "apis" | "api";

export type GrafanaDouble = ServerDouble & { readonly store: Store };

/** Starts a double of Grafana, which runs until it is closed, as the recorded exchanges with a real one have it. */
export async function createGrafana(personality: Personality): Promise<GrafanaDouble> {
  const store = new Store();
  const server = await startServer(
    (request) => answer(store, personality, request),
    (path) => {
      const uid = /(?:dashboards\/uid|dashboards)\/([\w-]+)/.exec(path)?.[1];
      if (uid !== undefined && store.get("Dashboard", uid)) store.editInBrowser(uid, (spec) => (spec.refresh = "7s"));
      editAlerting(store.alerting, path);
    },
  );
  return Object.assign(server, { store });
}

function answer(store: Store, personality: Personality, request: RecordedRequest): Answer {
  if (request.path === "/api/health") return { status: 200, body: { database: "ok", version: "12.4.0" } };
  if (request.headers.authorization !== `Bearer ${token}`) {
    return { status: 401, body: { message: "Unauthorized", messageId: "auth.unauthorized", statusCode: 401 } };
  }
  if (request.path.startsWith("/apis/")) {
    return personality === "apis" ? answerApis(store, request) : { status: 404, body: { message: "Not found" } };
  }
  if (request.path.startsWith("/api/datasources/proxy/")) return answerProxy(store, request);
  if (request.path.startsWith("/api/datasources")) return answerDataSources(store.dataSources, request);
  return answerPermissions(store, request) ?? answerAlerting(store, request) ?? answerApi(store, request);
}

/** Passes a GET on to the server of a data source, as Grafana documents it. */
function answerProxy({ proxies }: Store, { path, method }: RecordedRequest): Answer {
  const { pathname, searchParams } = new URL(path, "http://double");
  const [, uid = "", route = ""] = /^\/api\/datasources\/proxy\/uid\/([^/]+)\/(.*)$/.exec(pathname) ?? [];
  const proxy = proxies.get(decodeURIComponent(uid));
  if (!proxy) return { status: 404, body: { message: "Unable to find datasource" } };
  return method === "GET" ? proxy(route, searchParams) : { status: 403, body: { message: "non GET is not expected" } };
}
