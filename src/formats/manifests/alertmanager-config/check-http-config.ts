import type { YamlMapping } from "../../../yaml/index.js";
import type { AlertmanagerDecoder } from "../../alertmanager/index.js";
import { fieldOf, textOf } from "../fields.js";
import { checkExclusive, reportMissing, setFields } from "./demands.js";

/** Checks how a receiver connects: its authentication, its certificates and its proxy. */
export function checkHttpConfig(http: YamlMapping, decoder: AlertmanagerDecoder): void {
  checkExclusive(http, ["authorization", "basicAuth", "oauth2", "bearerTokenSecret"], "httpConfig", decoder);
  const authorization = fieldOf(http, "authorization");
  if (authorization?.kind === "mapping") checkAuthorization(authorization, decoder);
  const oauth2 = fieldOf(http, "oauth2");
  if (oauth2?.kind === "mapping") {
    checkClient(oauth2, decoder);
    checkCertificates(oauth2, decoder);
    checkProxy(oauth2, "oauth2", decoder);
  }
  checkCertificates(http, decoder);
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

const sources = ["secret", "configMap"];

function checkClient(oauth2: YamlMapping, decoder: AlertmanagerDecoder): void {
  const client = fieldOf(oauth2, "clientId");
  if (client?.kind !== "mapping") return;
  if (!hasSource(oauth2, "clientId")) reportMissing(client, "clientId needs secret or configMap", decoder);
  checkExclusive(client, sources, "clientId", decoder);
}

/** True for a field that refers to a key of a Secret or a ConfigMap. */
function hasSource(owner: YamlMapping, field: string): boolean {
  const source = fieldOf(owner, field);
  return source?.kind === "mapping" && setFields(source, sources).length > 0;
}

function checkCertificates(owner: YamlMapping, decoder: AlertmanagerDecoder): void {
  const tls = fieldOf(owner, "tlsConfig");
  if (tls?.kind !== "mapping") return;
  for (const field of ["ca", "cert"]) {
    const source = fieldOf(tls, field);
    if (source?.kind === "mapping") checkExclusive(source, sources, field, decoder);
  }
  const hasCertificate = hasSource(tls, "cert");
  const hasKey = setFields(tls, ["keySecret"]).length > 0;
  if (hasCertificate !== hasKey) {
    reportMissing(tls, `tlsConfig with ${hasKey ? "keySecret needs cert" : "cert needs keySecret"}`, decoder);
  }
  const [least = "", most = ""] = [textOf(tls, "minVersion"), textOf(tls, "maxVersion")];
  if (least === "" || most === "" || least <= most) return;
  decoder.report("alertmanager/invalid-value", fieldOf(tls, "maxVersion")!, "maxVersion is before minVersion");
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
