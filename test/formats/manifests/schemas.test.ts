import { readdirSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import {
  type ReadManifestsResult,
  readCompose,
  readKustomization,
  readManifests,
} from "../../../src/formats/manifests/index.js";
import { readYaml, renderYaml, toPlainValue, type YamlValue } from "../../../src/yaml/index.js";
import { corpusFolder } from "../../oracles/corpus.js";
import { randomNumbers } from "../mutate.js";

const { path: folder, missing } = corpusFolder("collection/schemas");

const operatorKinds = ["AlertmanagerConfig", "PodMonitor", "Probe", "PrometheusRule", "ScrapeConfig", "ServiceMonitor"];

interface Case {
  readonly name: string;
  readonly schema: string;
  readonly example: string;
  readonly read: (text: string) => ReadManifestsResult;
}

const manifests = (text: string) => readManifests(text, { file: "a.yml" });

function cases(): readonly Case[] {
  const kubernetes = readdirSync(`${folder}kubernetes`).map((file) => file.replace(".json", ""));
  const operator = readdirSync(`${folder}prometheus-operator`)
    .map((file) => file.replace(".json", ""))
    .filter((name) => operatorKinds.includes(name.split("_")[0]!));
  return [
    ...kubernetes.map((name) => ({
      name,
      schema: `kubernetes/${name}`,
      example: `kubernetes-${name}`,
      read: manifests,
    })),
    ...operator.map((name) => ({
      name,
      schema: `prometheus-operator/${name}`,
      example: `prometheus-operator-${name}`,
      read: manifests,
    })),
    {
      name: "compose",
      schema: "compose-spec",
      example: "compose-spec",
      read: (text) => readCompose(text, { file: "compose.yml" }),
    },
    {
      name: "kustomization",
      schema: "kustomization",
      example: "kustomization",
      read: (text) => readKustomization(text, { file: "kustomization.yaml" }),
    },
  ];
}

function compileSchema(name: string) {
  const schema = JSON.parse(readFileSync(`${folder}${name}.json`, "utf8"));
  const options = { strict: false, validateFormats: false, logger: false } as const;
  return (String(schema.$schema).includes("2020") ? new Ajv2020(options) : new Ajv(options)).compile(schema);
}

type Container = YamlValue[] | Record<string, YamlValue>;

/** All lists and mappings in a value. */
function containers(value: YamlValue): Container[] {
  if (typeof value !== "object" || value === null) return [];
  return [value as Container, ...Object.values(value).flatMap((one) => containers(one as YamlValue))];
}

const replacements: readonly YamlValue[] = [
  ...[null, true, 5, -1, 1.5, 100_000, "", "text", "5m", "100m", "http://a", [], {}, ["a"], ["a", "a"], { a: "b" }],
];

/** Changes a few values of an object: removes them, replaces them, or adds a field. */
function mutateObject(object: YamlValue, random: () => number): YamlValue {
  const changed = structuredClone(object);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  for (let count = 1 + Math.floor(random() * 2); count > 0; count--) {
    const container = pick(containers(changed));
    if (Array.isArray(container)) {
      if (random() < 0.5) container.push(structuredClone(pick(replacements)));
      else container.splice(Math.floor(random() * container.length), 1);
      continue;
    }
    const keys = Object.keys(container);
    const kind = random();
    if (kind < 0.15) container.unknownField = structuredClone(pick(replacements));
    else if (keys.length > 0 && kind < 0.4) delete container[pick(keys)];
    else if (keys.length > 0) container[pick(keys)] = structuredClone(pick(replacements));
  }
  return changed;
}

/** Removes what is in the routes below the first of an AlertmanagerConfig: the schema takes anything there. */
function removeChildRoutes(object: unknown): void {
  const route = (object as { spec?: { route?: { routes?: unknown } | null } | null }).spec?.route;
  if (Array.isArray(route?.routes)) route.routes = route.routes.map(() => ({}));
}

describe.skipIf(missing)("objects are accepted and refused as by their JSON Schemas", () => {
  test.each(missing ? [] : cases())("$name", ({ schema, example, read }) => {
    const validate = compileSchema(schema);
    const text = readFileSync(`${folder}examples/${example}.yaml`, "utf8");
    const object = toPlainValue(readYaml(text, { file: "a.yml" }).documents[0]!);
    const random = randomNumbers(Number(process.env.TELLTALE_SEED ?? 1));
    for (let round = 0; round < 150 * Number(process.env.TELLTALE_ROUNDS ?? 1); round++) {
      const changed = round === 0 ? object : mutateObject(object, random);
      const { kind, apiVersion } = (changed ?? {}) as { kind?: unknown; apiVersion?: unknown };
      const original = object as { kind?: unknown; apiVersion?: unknown };
      if (kind !== original.kind || apiVersion !== original.apiVersion) continue;
      removeChildRoutes(changed);
      const isValid = validate(changed);
      const theirs = validate.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`) ?? [];
      const found = read(renderYaml(changed)).diagnostics.filter(({ id }) => id.startsWith("manifest/"));
      const ours = found.map(({ summary }) => summary);
      const context = [...theirs, ...ours, renderYaml(changed)].join("\n");
      expect(ours.length === 0, context).toBe(isValid);
    }
  });
});
