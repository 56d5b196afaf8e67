import { isAtLeast } from "../../../promql/index.js";
import { type Fields, getItems, getNumber, getText, getTexts, getWhole, isSet, rangeOf } from "../shapes/fields.js";
import { parseGoUrl } from "../shapes/go-url.js";
import type { ShapeReader } from "../shapes/shape-reader.js";
import { checkHttpClient, checkUrlWithHost } from "./http-client.js";
import { checkKubernetes } from "./kubernetes.js";
import { checkExclusive, checkText } from "./required.js";
import { checkScaleway } from "./scaleway.js";

type DiscoveryRule = (reader: ShapeReader, fields: Fields) => void;

/** Clients that Prometheus checks only since 2.48. */
const checkClientSince248: DiscoveryRule = (reader, fields) => {
  if (isAtLeast(reader.version, 2, 48)) checkHttpClient(reader, fields);
};

/** The rules of service discovery by kind. */
export const discoveryRules: Readonly<Record<string, DiscoveryRule>> = {
  aws(reader, fields) {
    checkOneOf(reader, fields, "role", "", ["ec2", "ecs", "elasticache", "lightsail", "msk", "rds"]);
  },
  azure(reader, fields) {
    const what = "azure_sd_config";
    checkText(reader, fields, what, "subscription_id");
    const method = getText(fields, "authentication_method", "OAuth");
    if (method === "OAuth") {
      for (const name of ["tenant_id", "client_id", "client_secret"]) checkText(reader, fields, what, name);
    }
    const methods = ["OAuth", "ManagedIdentity"];
    if (isAtLeast(reader.version, 2, 52)) methods.push("SDK");
    if (isAtLeast(reader.version, 3, 11)) methods.push("WorkloadIdentity");
    checkOneOf(reader, fields, "authentication_method", "OAuth", methods);
    checkClientSince248(reader, fields);
  },
  consul(reader, fields) {
    checkText(reader, fields, "consul_sd_config", "server", "localhost:8500");
    const hasUser = getText(fields, "username") !== "" || getText(fields, "password") !== "";
    const others = ["authorization", "oauth2", "bearer_token", "bearer_token_file"];
    if (hasUser) checkAgainst(reader, fields, "username", ["basic_auth", ...others]);
    if (getText(fields, "token") !== "") checkAgainst(reader, fields, "token", ["authorization", "oauth2"]);
    checkHttpClient(reader, fields);
  },
  digitalocean(reader, fields) {
    if (isAtLeast(reader.version, 3, 12)) checkText(reader, fields, "digitalocean_sd_config", "role", "droplets");
    checkHttpClient(reader, fields);
  },
  dns(reader, fields) {
    checkList(reader, fields, "dns_sd_config", "names");
    const type = getText(fields, "type", "SRV").toUpperCase();
    const types = ["A", "AAAA", "MX", ...(isAtLeast(reader.version, 2, 49) ? ["NS"] : [])];
    if (type !== "SRV" && !types.includes(type)) {
      const summary = `type must be one of SRV, ${types.join(", ")}`;
      reader.report("prometheus/invalid-value", rangeOf(fields, "type"), summary);
    } else if (type !== "SRV" && getWhole(fields, "port") === 0n) {
      const { start } = fields.node;
      reader.report("prometheus/missing-field", { start, end: start }, `dns_sd_config of type ${type} needs a port`);
    }
  },
  docker(reader, fields) {
    if (checkText(reader, fields, "docker_sd_config", "host")) checkUrl(reader, fields, "host");
    checkHttpClient(reader, fields);
  },
  dockerswarm(reader, fields) {
    if (checkText(reader, fields, "dockerswarm_sd_config", "host")) checkUrl(reader, fields, "host");
    checkOneOf(reader, fields, "role", "", ["services", "nodes", "tasks"]);
    checkHttpClient(reader, fields);
  },
  ec2(reader, fields) {
    // Until 3.9 Prometheus asked the instance that it runs on for its region.
    if (!isAtLeast(reader.version, 3, 10)) checkText(reader, fields, "ec2_sd_config", "region");
    for (const { fields: filter } of getItems(fields, "filters")) {
      if (filter !== undefined) checkList(reader, filter, "a filter", "values");
    }
    checkClientSince248(reader, fields);
  },
  ecs: checkHttpClient,
  elasticache: checkHttpClient,
  eureka(reader, fields) {
    if (checkText(reader, fields, "eureka_sd_config", "server")) checkUrlWithHost(reader, fields, "server");
    checkHttpClient(reader, fields);
  },
  file(reader, fields) {
    checkList(reader, fields, "file_sd_config", "files");
    for (const path of getTexts(fields, "files")) {
      if (/^[^*]*(?:\*[^/]*)?\.(?:json|yml|yaml|JSON|YML|YAML)$/.test(path)) continue;
      const fix = "end it in .json, .yml or .yaml; a * can stand only in the name of the file";
      reader.report("prometheus/invalid-value", rangeOf(fields, "files"), `"${path}" is not a path of targets`, fix);
    }
  },
  gce(reader, fields) {
    for (const name of ["project", "zone"]) checkText(reader, fields, "gce_sd_config", name);
  },
  hetzner(reader, fields) {
    checkText(reader, fields, "hetzner_sd_config", "role");
    checkHttpClient(reader, fields);
  },
  http(reader, fields) {
    if (checkText(reader, fields, "http_sd_config", "url")) checkUrlWithHost(reader, fields, "url", ["http", "https"]);
    checkClientSince248(reader, fields);
  },
  ionos(reader, fields) {
    checkText(reader, fields, "ionos_sd_config", "datacenter_id");
    checkHttpClient(reader, fields);
  },
  kubernetes: checkKubernetes,
  kuma(reader, fields) {
    if (checkText(reader, fields, "kuma_sd_config", "server")) checkUrlWithHost(reader, fields, "server");
    checkHttpClient(reader, fields);
  },
  lightsail(reader, fields) {
    if (!isAtLeast(reader.version, 3, 10)) checkText(reader, fields, "lightsail_sd_config", "region");
    checkClientSince248(reader, fields);
  },
  linode: checkHttpClient,
  marathon(reader, fields) {
    checkList(reader, fields, "marathon_sd_config", "servers");
    checkExclusive(reader, fields, "auth_token", "auth_token_file");
    const token = ["auth_token", "auth_token_file"].find((name) => getText(fields, name) !== "");
    const others = ["basic_auth", "authorization", "bearer_token", "bearer_token_file"];
    if (token !== undefined) checkAgainst(reader, fields, token, others);
    checkHttpClient(reader, fields);
  },
  msk: checkHttpClient,
  nerve: (reader, fields) => checkZookeeper(reader, fields, "nerve_sd_config"),
  nomad(reader, fields) {
    checkText(reader, fields, "nomad_sd_config", "server", "http://localhost:4646");
    checkHttpClient(reader, fields);
  },
  oci(reader, fields) {
    checkOracle(reader, fields);
    checkHttpClient(reader, fields);
  },
  openstack(reader, fields) {
    checkOneOf(reader, fields, "availability", "public", ["public", "internal", "admin"]);
    const roles = ["instance", "hypervisor", ...(isAtLeast(reader.version, 3, 2) ? ["loadbalancer"] : [])];
    checkOneOf(reader, fields, "role", "", roles);
    checkText(reader, fields, "openstack_sd_config", "region");
  },
  outscale(reader, fields) {
    checkText(reader, fields, "outscale_sd_config", "region", "eu-west-2");
    checkText(reader, fields, "outscale_sd_config", "access_key");
    checkSecretKey(reader, fields, "outscale_sd_config");
    checkHttpClient(reader, fields);
  },
  ovhcloud(reader, fields) {
    checkText(reader, fields, "ovhcloud_sd_config", "endpoint", "ovh-eu");
    for (const name of ["application_key", "application_secret", "consumer_key"]) {
      checkText(reader, fields, "ovhcloud_sd_config", name);
    }
    checkOneOf(reader, fields, "service", "", ["dedicated_server", "vps"]);
  },
  puppetdb(reader, fields) {
    const what = "puppetdb_sd_config";
    if (checkText(reader, fields, what, "url")) checkUrlWithHost(reader, fields, "url", ["http", "https"]);
    checkText(reader, fields, what, "query");
    checkClientSince248(reader, fields);
  },
  rds: checkHttpClient,
  scaleway(reader, fields) {
    checkSecretKey(reader, fields, "scaleway_sd_config");
    checkScaleway(reader, fields);
    checkHttpClient(reader, fields);
  },
  serverset: (reader, fields) => checkZookeeper(reader, fields, "serverset_sd_config"),
  stackit(reader, fields) {
    if (getText(fields, "endpoint") === "") checkText(reader, fields, "stackit_sd_config", "region", "eu01");
    else checkUrl(reader, fields, "endpoint");
    checkHttpClient(reader, fields);
  },
  triton(reader, fields) {
    checkOneOf(reader, fields, "role", "container", ["container", "cn"]);
    for (const name of ["account", "dns_suffix", "endpoint"]) checkText(reader, fields, "triton_sd_config", name);
    checkPositive(reader, fields, "refresh_interval");
  },
  uyuni(reader, fields) {
    if (checkText(reader, fields, "uyuni_sd_config", "server")) checkUrl(reader, fields, "server");
    for (const name of ["username", "password"]) checkText(reader, fields, "uyuni_sd_config", name);
    checkClientSince248(reader, fields);
  },
  vultr: checkHttpClient,
};

/** Reports a value that is not among the possible ones; an empty one is missing. */
function checkOneOf(
  reader: ShapeReader,
  fields: Fields,
  name: string,
  byDefault: string,
  known: readonly string[],
): void {
  const value = getText(fields, name, byDefault);
  if (known.includes(value)) return;
  const id = value === "" ? "prometheus/missing-field" : "prometheus/invalid-value";
  reader.report(id, rangeOf(fields, name), `${name} must be one of ${known.join(", ")}`);
}

function checkList(reader: ShapeReader, fields: Fields, what: string, name: string): void {
  if (getTexts(fields, name).length > 0) return;
  reader.report("prometheus/missing-field", rangeOf(fields, name), `${what} needs ${name}`);
}

function checkAgainst(reader: ShapeReader, fields: Fields, name: string, others: readonly string[]): void {
  const other = others.find((one) => isSet(fields, one));
  if (other === undefined) return;
  const range = fields.entries.get(other)!.key;
  reader.report("prometheus/exclusive-fields", range, `only one of ${name} and ${other} can be set`);
}

function checkUrl(reader: ShapeReader, fields: Fields, name: string): void {
  const url = parseGoUrl(getText(fields, name));
  if (typeof url === "string") reader.report("prometheus/invalid-url", rangeOf(fields, name), `${name} ${url}`);
}

function checkSecretKey(reader: ShapeReader, fields: Fields, what: string): void {
  if (getText(fields, "secret_key_file") === "") checkText(reader, fields, what, "secret_key");
  checkExclusive(reader, fields, "secret_key", "secret_key_file");
}

function checkPositive(reader: ShapeReader, fields: Fields, name: string): void {
  if (getNumber(fields, name, 1) > 0) return;
  reader.report("prometheus/invalid-value", rangeOf(fields, name), `${name} must be longer than zero`);
}

function checkZookeeper(reader: ShapeReader, fields: Fields, what: string): void {
  checkList(reader, fields, what, "servers");
  checkList(reader, fields, what, "paths");
  for (const path of getTexts(fields, "paths")) {
    if (path.startsWith("/")) continue;
    reader.report("prometheus/invalid-value", rangeOf(fields, "paths"), `the path "${path}" must start with /`);
  }
}

function checkOracle(reader: ShapeReader, fields: Fields): void {
  checkText(reader, fields, "oci_sd_config", "region");
  checkOneOf(reader, fields, "auth", "api_key", ["api_key", "instance_principal"]);
  const names = ["tenancy", "user", "fingerprint", "key_file"];
  const auth = getText(fields, "auth", "api_key");
  if (auth === "api_key") {
    for (const name of names) checkText(reader, fields, "oci_sd_config", name);
    checkExclusive(reader, fields, "key_passphrase", "key_passphrase_file");
  } else if (auth === "instance_principal") {
    const extra = [...names, "key_passphrase", "key_passphrase_file"].find((name) => getText(fields, name) !== "");
    if (extra !== undefined) {
      const range = fields.entries.get(extra)!.key;
      reader.report("prometheus/exclusive-fields", range, `auth: instance_principal takes no ${extra}`);
    }
  }
  if (getTexts(fields, "compartments").includes("")) {
    reader.report("prometheus/invalid-value", rangeOf(fields, "compartments"), "a compartment is empty");
  }
  checkPositive(reader, fields, "refresh_interval");
}
