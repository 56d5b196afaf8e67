import { define, isDefinition } from "../definition/definition.js";
import { walkDefinitions } from "../definition/walk-definitions.js";
import type { SystemFacts } from "../system/system.js";
import type { Project } from "./project.js";

const soundProjects = new WeakMap<Project, Project>();

/**
 * A project without the definitions that have options of the wrong shape, or hold something that has: everything after
 * `checkOptions` relies on the shapes that the types promise.
 */
export function soundProject(project: Project): Project {
  const before = soundProjects.get(project);
  if (before) return before;
  const systems = project.systems.flatMap(soundSystem);
  const isWhole = systems.every((system, index) => system === project.systems[index]);
  const sound = isWhole && systems.length === project.systems.length ? project : { ...project, systems };
  soundProjects.set(project, sound);
  soundProjects.set(sound, sound);
  return sound;
}

/** Notes that nothing is wrong with the options in a project. */
export function declareSound(project: Project): void {
  soundProjects.set(project, project);
}

function soundSystem(system: SystemFacts): readonly SystemFacts[] {
  const { definitions, ...own } = system;
  if (hasWrongShape(system) || holdsWrongShape(Object.values(own))) return [];
  // A service is built without what is wrong in it, and without it, every expression would have an unknown metric.
  const sound = definitions.filter((definition) => definition.kind === "service" || !holdsWrongShape([definition]));
  return [sound.length === definitions.length ? system : define({ ...system, definitions: sound }, system.origin)];
}

function holdsWrongShape(values: readonly unknown[]): boolean {
  let isWrong = false;
  walkDefinitions(values, undefined, (value) => {
    isWrong ||= hasWrongShape(value);
  });
  return isWrong;
}

/** True for a definition with an option of the wrong shape. An unknown option has no effect. */
function hasWrongShape(value: object): boolean {
  if (!isDefinition(value)) return false;
  return value.origin.wrongOptions?.problems.some(({ type }) => type !== "unknown") ?? false;
}
