import { choice, list, type OptionTable, required, type Shape, text, variant } from "../definition/option-table.js";

/** A place that `telltale sync` puts artifacts in. */
export type Target = FilesTarget;

/** Options of every target. */
interface TargetFields {
  /** Only the artifacts of these systems. @default all systems of the environment */
  readonly systems?: readonly string[];
}

/**
 * A folder in the layout that Grafana's provisioning, Prometheus, Loki's ruler and Alertmanager read, with a folder for
 * each environment.
 *
 * @example
 * targets: { compose: { kind: "files", directory: "deploy", environments: ["prod"], mount: "/etc/telltale" } }
 */
export interface FilesTarget extends TargetFields {
  readonly kind: "files";
  /** The folder, relative to the configuration. It may hold files of your own, which stay as they are. */
  readonly directory: string;
  /** @default all environments */
  readonly environments?: readonly string[];
  /** The path at which Grafana finds the folder, in a container for example. @default the path of the folder */
  readonly mount?: string;
}

const targetFields = { systems: list(text) } as const satisfies OptionTable<TargetFields>;

const filesOptions = {
  ...targetFields,
  kind: required(choice("files")),
  directory: required(text),
  environments: list(text),
  mount: text,
} as const satisfies OptionTable<FilesTarget>;

export const targetShape: Shape = variant("kind", { files: filesOptions });

/** The environments whose artifacts a target takes. */
export function environmentsOfTarget(target: Target, all: readonly string[]): readonly string[] {
  return target.environments ?? all;
}
