import { imageOf } from "../../../model/collection/components.js";
import type { ComposeComponent, ComposeComponentName, ComposeOptions } from "../../../model/collection/compose.js";
import { resolve, resolveRecord } from "../../../model/definition/per-environment.js";
import type { YamlValue } from "../../../yaml/index.js";
import { type Container, type ContainerSurroundings, containers, secretsFolder } from "./containers.js";

/** A component of a compose file, in one environment. */
interface ComposeService {
  readonly name: ComposeComponentName;
  readonly options: ComposeComponent;
  readonly container: Container;
  /** Environment variables with the path of a secret. */
  readonly paths: Readonly<Record<string, string>>;
  /** The names of its secrets. */
  readonly secrets: readonly string[];
}

/**
 * Writes a compose file. Every container runs without capabilities, on a read-only file system; what the host publishes,
 * it publishes on loopback only. Secrets are files.
 */
export function writeComposeFile(
  project: string,
  { network, components }: ComposeOptions,
  surroundings: ContainerSurroundings,
): YamlValue {
  const services = listComponents(components).map(([name, options]): ComposeService => {
    const container = containers[name](surroundings);
    const paths = { ...container.secrets, ...options.secrets };
    const secrets = [...new Set([...Object.values(paths), ...(container.secretFiles ?? [])])];
    return { name, options, container, paths, secrets };
  });
  const volumes = services.filter(({ container }) => container.data !== undefined);
  const secrets = [...new Set(services.flatMap((service) => service.secrets))].sort();
  const { environment } = surroundings.settings;
  return {
    name: project,
    services: Object.fromEntries(
      services.map((service) => [service.name, writeService(service, network, environment)]),
    ),
    ...(network !== undefined && { networks: { default: {}, services: { name: network, external: true } } }),
    ...(volumes.length > 0 && {
      volumes: Object.fromEntries(volumes.map(({ name }) => [`${name}-data`, { name: `${name}-data` }])),
    }),
    ...(secrets.length > 0 && {
      secrets: Object.fromEntries(secrets.map((name) => [name, { file: `${secretsFolder}/${name}` }])),
    }),
  };
}

/** Lists the components of a collection, in the order of their definition. */
export function listComponents(
  components: ComposeOptions["components"],
): (readonly [ComposeComponentName, ComposeComponent])[] {
  return Object.entries(components).flatMap(([name, options]) =>
    // An unknown component is reported as an unknown option.
    options !== undefined && Object.hasOwn(containers, name) ? [[name as ComposeComponentName, options] as const] : [],
  );
}

function writeService(
  { name, options, container, paths, secrets }: ComposeService,
  network: string | undefined,
  environmentName: string,
): YamlValue {
  const { port, command, mounts = [], data, tmpfs, fields } = container;
  const args = [...(command ?? []), ...(options.args ?? [])];
  const memory = options.memory && resolve(options.memory, environmentName);
  const environment = {
    ...container.environment,
    ...resolveRecord(options.environment, environmentName),
    ...Object.fromEntries(Object.entries(paths).map(([variable, secret]) => [variable, `/run/secrets/${secret}`])),
  };
  const volumes = [...mounts, ...(data === undefined ? [] : [`${name}-data:${data}`])];
  return {
    image: options.image ?? imageOf(name),
    restart: "unless-stopped",
    ...(args.length > 0 && { command: args }),
    ...(Object.keys(environment).length > 0 && { environment }),
    ...(options.hostPort !== undefined && { ports: [`127.0.0.1:${options.hostPort}:${port}`] }),
    ...(volumes.length > 0 && { volumes }),
    ...(secrets.length > 0 && { secrets }),
    ...(network !== undefined && { networks: ["default", "services"] }),
    ...(memory !== undefined && { mem_limit: memory }),
    read_only: true,
    ...(tmpfs && { tmpfs }),
    cap_drop: ["ALL"],
    ...fields,
    security_opt: ["no-new-privileges:true"],
  };
}
