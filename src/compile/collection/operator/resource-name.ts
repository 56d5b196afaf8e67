import { createHash } from "node:crypto";

/** Turns a name into that of a Kubernetes resource, a DNS subdomain. One that has to be changed for that ends in a hash. */
export function resourceName(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 200);
  return plain === name ? plain : `${plain}-${createHash("sha256").update(name).digest("hex").slice(0, 8)}`;
}
