import { requireArguments } from "../definition/check-arguments.js";
import { hasKind } from "../definition/definition.js";
import { instance, required, type Shape, text } from "../definition/option-table.js";

/** A reference to a secret value. The value itself never appears in a definition, an artifact, a log or a plan. */
export interface Secret {
  readonly kind: "secret";
  /** The name of the environment variable, and of the file, that holds the value. */
  readonly name: string;
  /** The path of the file, where Alertmanager runs. Undefined for a file of that name in the folder of secrets. */
  readonly path?: string;
}

/**
 * Refers to a secret by the name of an environment variable. Of a receiver, Alertmanager reads it from a file of that name,
 * in the folder that `secretsFolder` of the configuration names. Of a target, `telltale sync` reads the variable itself.
 *
 * @example
 * receiver.pagerduty("on-call", { key: env("PAGERDUTY_KEY") })
 */
export function env(name: string): Secret {
  requireArguments("env(…)", [["name", name, required(text)]]);
  return { kind: "secret", name };
}

/**
 * Refers to a secret by the path of the file that holds it: of a receiver, where Alertmanager runs; of a target, on the
 * machine that syncs, relative to the configuration.
 *
 * @example
 * receiver.pagerduty("on-call", { key: file("/run/secrets/pagerduty") })
 */
export function file(path: string): Secret {
  requireArguments("file(…)", [["path", path, required(text)]]);
  return { kind: "secret", name: path, path };
}

/**
 * Refers to a secret by name, as `env` does.
 *
 * @deprecated Use `env("NAME")` or `file("path")`.
 */
export function secret(name: string): Secret {
  requireArguments("secret(…)", [["name", name, required(text)]]);
  return { kind: "secret", name };
}

export function isSecret(value: unknown): value is Secret {
  return hasKind(value, "secret");
}

export const secretShape: Shape = instance('a secret, such as env("SLACK_URL")', isSecret);
