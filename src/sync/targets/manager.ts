import { digestText } from "../objects/digest.js";

const maxLength = 50;

/**
 * The name by which a server knows a project: `telltale-shop`. A name that has to be changed for that ends in a hash, so
 * that two projects never have the same one.
 */
export function managerOf(project: string): string {
  const plain = project.replace(/[^A-Za-z0-9_-]+/g, "-").replace(/^-+|-+$/g, "");
  if (plain === project && plain.length <= maxLength) return `telltale-${plain}`;
  return `telltale-${plain.slice(0, maxLength)}-${digestText(project).slice(0, 8)}`;
}
