import { fieldOf, textOf } from "../../formats/manifests/index.js";
import { resolveAlias, type YamlMapping, type YamlNode } from "../../yaml/index.js";

/** A container of a pod, or a service of a compose file. */
export interface Container {
  readonly name: string;
  readonly node: YamlMapping;
  /** Variables of its environment, with their values if they are literal. */
  readonly environment: readonly Variable[];
  /** The image is built from sources beside it. */
  readonly isBuilt: boolean;
}

export interface Variable {
  readonly name: string;
  readonly value: string;
  readonly range: YamlNode;
}

const podPaths: Readonly<Record<string, readonly string[]>> = {
  CronJob: ["spec", "jobTemplate", "spec", "template", "spec"],
  DaemonSet: ["spec", "template", "spec"],
  Deployment: ["spec", "template", "spec"],
  Job: ["spec", "template", "spec"],
  StatefulSet: ["spec", "template", "spec"],
};

/** Returns the containers of an object of Kubernetes. */
export function containersOf(object: YamlMapping): readonly Container[] {
  let pod: ReturnType<typeof fieldOf> = object;
  const kind = textOf(object, "kind") ?? "";
  for (const name of Object.hasOwn(podPaths, kind) ? podPaths[kind]! : []) {
    pod = pod?.kind === "mapping" ? fieldOf(pod, name) : undefined;
  }
  if (pod === object || pod?.kind !== "mapping") return [];
  const spec = pod;
  return ["initContainers", "containers"]
    .flatMap((field) => mappingsIn(fieldOf(spec, field)))
    .map((node) => ({
      name: textOf(node, "name") ?? "",
      node,
      environment: mappingsIn(fieldOf(node, "env")).flatMap((entry) => {
        const value = fieldOf(entry, "value");
        return value?.kind === "scalar"
          ? [{ name: textOf(entry, "name") ?? "", value: value.value, range: value }]
          : [];
      }),
      isBuilt: false,
    }));
}

/** Returns the services of a compose file. */
export function servicesOf(file: YamlMapping): readonly Container[] {
  const services = fieldOf(file, "services");
  if (services?.kind !== "mapping") return [];
  return services.entries.flatMap(({ key, value }) => {
    const node = resolveAlias(value);
    if (key.kind !== "scalar" || node.kind !== "mapping") return [];
    const environment = composeVariables(fieldOf(node, "environment"));
    return [{ name: key.value, node, environment, isBuilt: fieldOf(node, "build") !== undefined }];
  });
}

function composeVariables(environment: ReturnType<typeof fieldOf>): readonly Variable[] {
  if (environment?.kind === "mapping") {
    return environment.entries.flatMap(({ key, value }) => {
      const range = resolveAlias(value);
      return key.kind === "scalar" && range.kind === "scalar" ? [{ name: key.value, value: range.value, range }] : [];
    });
  }
  if (environment?.kind !== "sequence") return [];
  return environment.items.flatMap((item) => {
    const range = resolveAlias(item);
    const [, name, value] = (range.kind === "scalar" && /^([^=]+)=(.*)$/s.exec(range.value)) || [];
    return name === undefined ? [] : [{ name, value: value!, range }];
  });
}

function mappingsIn(list: ReturnType<typeof fieldOf>): readonly YamlMapping[] {
  if (list?.kind !== "sequence") return [];
  return list.items.map(resolveAlias).filter((item): item is YamlMapping => item.kind === "mapping");
}
