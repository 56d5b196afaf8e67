import type { YamlMapping } from "../../../yaml/index.js";
import type { AlertmanagerDecoder } from "../../alertmanager/index.js";
import { fieldOf, textOf } from "../fields.js";
import { checkExclusive, reportMissing, setFields } from "./demands.js";

/** Checks how a receiver connects: its authentication and its proxy. */
export function checkHttpConfig(http: YamlMapping, decoder: AlertmanagerDecoder): void {
  checkExclusive(http, ["authorization", "basicAuth", "oauth2", "bearerTokenSecret"], "httpConfig", decoder);
  const authorization = fieldOf(http, "authorization");
  if (authorization?.kind === "mapping") checkAuthorization(authorization, decoder);
  const oauth2 = fieldOf(http, "oauth2");
  if (oauth2?.kind === "mapping") {
    checkClient(oauth2, decoder);
    checkProxy(oauth2, "oauth2", decoder);
  }
  checkProxy(http, "httpConfig", decoder);
}

function checkAuthorization(authorization: YamlMapping, decoder: AlertmanagerDecoder): void {
  const type = fieldOf(authorization, "type");
  if (type?.kind === "scalar" && type.value.trim().toLowerCase() === "basic") {
    decoder.report("alertmanager/invalid-value", type, "authorization cannot be of the type Basic", {
      fix: "use basicAuth",
    });
  }
  if (setFields(authorization, ["credentials"]).length === 0) {
    reportMissing(authorization, "authorization needs credentials", decoder);
  }
}

function checkClient(oauth2: YamlMapping, decoder: AlertmanagerDecoder): void {
  const client = fieldOf(oauth2, "clientId");
  if (client?.kind !== "mapping") return;
  const sources = ["secret", "configMap"];
  if (setFields(client, sources).length === 0) reportMissing(client, "clientId needs secret or configMap", decoder);
  checkExclusive(client, sources, "clientId", decoder);
}

function checkProxy(owner: YamlMapping, what: string, decoder: AlertmanagerDecoder): void {
  const isFilled = (field: string) => (textOf(owner, field) ?? "") !== "";
  const isFromEnvironment = textOf(owner, "proxyFromEnvironment") === "true";
  for (const field of ["proxyUrl", "noProxy"]) {
    if (isFromEnvironment && isFilled(field)) checkExclusive(owner, ["proxyFromEnvironment", field], what, decoder);
  }
  if (isFilled("proxyUrl") || isFromEnvironment) return;
  if (isFilled("noProxy")) reportMissing(owner, `${what} with noProxy needs proxyUrl`, decoder);
  const headers = fieldOf(owner, "proxyConnectHeader");
  if (headers?.kind !== "mapping" || headers.entries.length === 0) return;
  reportMissing(owner, `${what} with proxyConnectHeader needs proxyUrl or proxyFromEnvironment`, decoder);
}
