import { readFileSync } from "node:fs";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Imports of what starts programs and servers. */
const starts = /\b(?:node:child_process|oracles\/\w+\.js|set-up\.js|server\.js|telltale\.js)"/;

/**
 * Runs first the files that start programs: they take longest, and none is left alone at the end of a run. Vitest itself
 * goes by the size of files where it has not run before.
 */
export default class ProcessesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isSlow = new Map(sorted.map((file) => [file, starts.test(readFileSync(file.moduleId, "utf8"))]));
    return [...sorted.filter((file) => isSlow.get(file)), ...sorted.filter((file) => !isSlow.get(file))];
  }
}
