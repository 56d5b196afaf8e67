/** White space as Go trims it. */
const space = /^[\s\x85]+|[\s\x85]+$/g;
const plainName = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** Makes a key of a log line a label name: `user-agent` becomes `user_agent`, `9th` becomes `_9th`. Empty if blank. */
export function sanitizeKey(key: string): string {
  if (plainName.test(key)) return key;
  return sanitizePart(key, true);
}

/** Adds the key of a nested object to the name of the objects around it: `request`, `host` become `request_host`. */
export function joinKey(name: string, key: string): string {
  const part = sanitizePart(key, name === "");
  if (part === "" || name === "") return name + part;
  return `${name}_${part}`;
}

function sanitizePart(key: string, isFirst: boolean): string {
  const trimmed = key.replace(space, "");
  const prefix = isFirst && /^[0-9]/.test(trimmed) ? "_" : "";
  return prefix + trimmed.replace(/[^a-zA-Z0-9_]/gu, "_");
}
