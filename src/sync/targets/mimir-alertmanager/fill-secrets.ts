import { posix } from "node:path";
import { readCredential, type SecretValue } from "../../http/secret-value.js";
import { SyncError } from "../../sync-error.js";

/**
 * Replaces the fields that name files with secrets by the secrets themselves: Mimir reads no files. A secret in the folder
 * of secrets is that of `env("NAME")`, and is read from the environment; any other is read from its file on this machine.
 */
export function fillSecrets(config: unknown, secretsFolder: string, root: string): FilledConfig {
  const secrets: SecretValue[] = [];
  return { config: fill(config), secrets };

  function fill(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(fill);
    if (typeof value !== "object" || value === null) return value;
    const members = Object.entries(value).map(([name, member]) => {
      const field = /^(.+)_file$/.exec(name)?.[1];
      if (field === undefined || typeof member !== "string") return [name, fill(member)];
      if (/^(?:ca|cert|key)$/.test(field)) {
        const fix = "leave out the certificate, or use an Alertmanager of your own";
        throw new SyncError(`Mimir's Alertmanager reads no files, but "${name}" names one`, fix);
      }
      const path = member;
      const isVariable = posix.dirname(path) === secretsFolder;
      const secret = readCredential(
        isVariable ? { kind: "secret", name: posix.basename(path) } : { kind: "secret", name: path, path },
        root,
      );
      secrets.push(secret);
      return [field, secret.reveal()];
    });
    return Object.fromEntries(members) as unknown;
  }
}

/** A configuration with secrets in it. It must not leave the memory of this process, except to its server. */
export interface FilledConfig {
  readonly config: unknown;
  readonly secrets: readonly SecretValue[];
}
