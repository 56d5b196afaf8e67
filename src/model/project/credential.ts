import { checkArguments } from "../definition/check-arguments.js";
import { hasKind } from "../definition/definition.js";
import { instance, required, type Shape, text } from "../definition/option-table.js";

/** A reference to a password or token of a target. The value itself is in no configuration, plan or message. */
export interface Credential {
  readonly kind: "credential";
  readonly from: "environment" | "file";
  /** The name of the environment variable, or the path of the file. */
  readonly name: string;
}

/**
 * Refers to an environment variable, which is read when the target is.
 *
 * @example
 * const target: Target = { kind: "grafana", environment: "prod", token: env("GRAFANA_TOKEN") };
 */
export function env(name: string): Credential {
  checkArguments("env(…)", [["name", name, required(text)]]);
  return { kind: "credential", from: "environment", name };
}

/**
 * Refers to a file, relative to the configuration, whose text is read when the target is. White space at its ends does not
 * count.
 *
 * @example
 * const target: Target = { kind: "grafana", environment: "prod", token: file("/run/secrets/grafana") };
 */
export function file(path: string): Credential {
  checkArguments("file(…)", [["path", path, required(text)]]);
  return { kind: "credential", from: "file", name: path };
}

export const credentialShape: Shape = instance('a credential, such as env("GRAFANA_TOKEN")', (value) =>
  hasKind(value, "credential"),
);
