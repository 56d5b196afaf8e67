import { checkArguments } from "../definition/check-arguments.js";
import { hasKind } from "../definition/definition.js";
import { instance, required, type Shape, text } from "../definition/option-table.js";

/** A reference to a secret value. The value itself never appears in a definition, an artifact, a log or a plan. */
export interface Secret {
  readonly kind: "secret";
  /** The name of the environment variable, and of the file, that holds the value. */
  readonly name: string;
}

/**
 * Refers to a secret by name. Its value is read where Alertmanager runs.
 *
 * @example
 * receiver.pagerduty("on-call", { key: secret("PAGERDUTY_KEY") })
 */
export function secret(name: string): Secret {
  checkArguments("secret(…)", [["name", name, required(text)]]);
  return { kind: "secret", name };
}

export const secretShape: Shape = instance('a secret, such as secret("SLACK_URL")', (value) =>
  hasKind(value, "secret"),
);
