import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { fieldOf, type ReadManifestsResult } from "../../formats/manifests/index.js";
import { resolveAlias, type YamlMapping, type YamlNode } from "../../yaml/index.js";
import { type Container, containersOf, servicesOf } from "./containers.js";
import { collectorFindings } from "./findings.js";
import { retiredImages } from "./retired-images.js";

type ManifestFile = Pick<ReadManifestsResult, "objects" | "span">;

/** Finds what a cluster accepts and is still wrong in the containers of objects of Kubernetes. */
export function checkManifests({ objects, span }: ManifestFile): readonly Diagnostic[] {
  return objects.flatMap((object) => containersOf(object).flatMap((one) => checkContainer(one, span)));
}

/** Finds what docker accepts and is still wrong in a compose file. */
export function checkCompose({ objects, span }: ManifestFile): readonly Diagnostic[] {
  return objects.flatMap((file) => {
    const services = servicesOf(file);
    return [...services.flatMap((one) => checkContainer(one, span)), ...checkHostPorts(services, span)];
  });
}

type SpanOf = ManifestFile["span"];

function checkContainer(container: Container, span: SpanOf): readonly Diagnostic[] {
  return [...checkImage(container, span), ...checkSecrets(container, span)];
}

function checkImage({ node, name, isBuilt }: Container, span: SpanOf): readonly Diagnostic[] {
  const image = fieldOf(node, "image");
  if (image?.kind !== "scalar" || image.value.includes("${")) return [];
  const { repository, version, isPinned } = parseImage(image.value);
  const retired = retiredImages.find((one) => one.name.test(repository) && (one.version ?? /^/).test(version));
  if (retired !== undefined) {
    const { program, since, successor } = retired;
    return [
      {
        ...finding(collectorFindings, "manifest/end-of-life"),
        summary: `${program} has had no releases since ${since}`,
        details: "Holes in its security stay open, and other programs stop to understand it.",
        fix: `use ${successor}`,
        span: span(image),
      },
    ];
  }
  if (isBuilt || isPinned) return [];
  const said = version === "" ? "no version" : `the version "${version}"`;
  return [
    {
      ...finding(collectorFindings, "manifest/floating-image"),
      summary: `the image of ${name} has ${said}`,
      details: "The next restart may start another release, on one node and not on the others.",
      fix: "name a version, or a digest",
      span: span(image),
    },
  ];
}

const floating: ReadonlySet<string> = new Set(["", "latest", "main", "master", "edge", "nightly", "stable"]);

/** Splits `registry:5000/grafana/alloy:v1.18.1@sha256:…`. The repository has no registry. */
export function parseImage(image: string): { repository: string; version: string; isPinned: boolean } {
  const [name = "", digest] = image.split("@", 2) as [string, string?];
  const parts = name.split("/");
  const [last = "", version = ""] = parts.pop()!.split(":", 2) as [string, string?];
  const hasRegistry = parts.length > 0 && /[.:]|^localhost$/.test(parts[0]!);
  const repository = [...parts.slice(hasRegistry ? 1 : 0), last].join("/");
  return { repository, version, isPinned: digest !== undefined || !floating.has(version) };
}

const secretName = /(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY)$/i;

/** Messages never quote the value. */
function checkSecrets({ name, environment }: Container, span: SpanOf): readonly Diagnostic[] {
  return environment
    .filter((variable) => secretName.test(variable.name) && variable.value !== "" && !variable.value.includes("${"))
    .map((variable) => ({
      ...finding(collectorFindings, "manifest/plain-secret"),
      summary: `${variable.name} of ${name} stands here in plain text`,
      details: "Whoever can read the repository, its history or a backup of it has the secret.",
      fix: "take it from a Secret with valueFrom.secretKeyRef, or from the environment as ${NAME}",
      span: span(variable.range),
    }));
}

interface PublishedPort {
  readonly service: string;
  readonly address: string;
  readonly port: number;
  readonly protocol: string;
  readonly range: YamlNode;
}

function checkHostPorts(services: readonly Container[], span: SpanOf): readonly Diagnostic[] {
  const seen: PublishedPort[] = [];
  const clashes: Diagnostic[] = [];
  for (const port of services.flatMap(publishedPorts)) {
    const first = seen.find((one) => clash(one, port));
    seen.push(port);
    if (first === undefined) continue;
    clashes.push({
      ...finding(collectorFindings, "manifest/host-port-clash"),
      summary: `${first.service} and ${port.service} publish the port ${port.port}`,
      details: "Docker starts the first of them; the other fails, and everything that depends on it.",
      fix: "publish one of them at another port of the host",
      span: span(port.range),
      related: [{ message: `published by ${first.service} here`, span: span(first.range) }],
    });
  }
  return clashes;
}

function clash(one: PublishedPort, other: PublishedPort): boolean {
  const isEverywhere = one.address === "0.0.0.0" || other.address === "0.0.0.0" || one.address === other.address;
  return one.port === other.port && one.protocol === other.protocol && isEverywhere;
}

function publishedPorts({ name, node }: Container): readonly PublishedPort[] {
  const ports = fieldOf(node, "ports");
  if (ports?.kind !== "sequence") return [];
  return ports.items.flatMap((item) => {
    const range = resolveAlias(item);
    if (range.kind === "mapping") return longPort(name, range);
    return range.kind === "scalar" ? shortPorts(name, range.value, range) : [];
  });
}

function longPort(service: string, range: YamlMapping): readonly PublishedPort[] {
  const published = fieldOf(range, "published");
  if (published?.kind !== "scalar" || !/^\d+$/.test(published.value)) return [];
  const text = (field: string, otherwise: string) => {
    const value = fieldOf(range, field);
    return value?.kind === "scalar" ? value.value : otherwise;
  };
  const address = text("host_ip", "0.0.0.0");
  return [{ service, address, port: Number(published.value), protocol: text("protocol", "tcp"), range }];
}

/** `[HOST:]PORT:CONTAINER[/PROTOCOL]`, where PORT may be a range. */
function shortPorts(service: string, written: string, range: YamlNode): readonly PublishedPort[] {
  const match = /^(?:(\[?[\d.a-f:]*\]?):)?(\d+)(?:-(\d+))?:\d+(?:-\d+)?(?:\/(\w+))?$/.exec(written);
  if (match === null) return [];
  const [, address = "0.0.0.0", first, last = first, protocol = "tcp"] = match;
  const count = Math.min(Number(last) - Number(first) + 1, 1000);
  return Array.from({ length: Math.max(count, 0) }, (_, offset) => ({
    service,
    address,
    port: Number(first) + offset,
    protocol,
    range,
  }));
}
