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

/** Whose the objects of an environment are in a Grafana, which may hold several environments of a project: `telltale-shop/prod`. */
export function ownerOf(project: string, environment: string): string {
  return `${managerOf(project)}/${environment}`;
}

/** True if two owners are environments of one project. */
export function areOfOneProject(owner: string, other: string): boolean {
  const project = (one: string) => one.slice(0, one.lastIndexOf("/"));
  return owner.includes("/") && project(owner) === project(other);
}
