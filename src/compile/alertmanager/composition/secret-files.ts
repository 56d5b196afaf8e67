import type { GlobalConfig, Integration, Receiver } from "../../../formats/alertmanager/types.js";

/** Lists the files that a receiver reads: those of its secrets, and of its certificates. */
export function listSecretFiles(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(listSecretFiles);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, field]) =>
    name.endsWith("_file") && typeof field === "string" ? [field] : listSecretFiles(field),
  );
}

/**
 * The credentials of `global` that a receiver would send to an address of its own, by the name of their field: those that it
 * does not override.
 */
export function inheritedCredentials(
  { name: _, labels: __, ...kinds }: Receiver,
  global: GlobalConfig,
): readonly string[] {
  const smtp = Object.keys(global).find((field) => /^smtp_auth_(?:password|secret)/.test(field));
  const found = Object.entries(kinds).flatMap(([kind, list]) =>
    (list as readonly Integration[]).flatMap((integration) => {
      if (kind === "email_configs") return smtp !== undefined && !hasLogin(integration) ? [smtp] : [];
      return global.http_config !== undefined && integration.http_config === undefined ? ["http_config"] : [];
    }),
  );
  return [...new Set(found)];
}

function hasLogin(integration: Integration): boolean {
  return Object.keys(integration).some((field) => /^auth_(?:password|secret)/.test(field));
}
