import type { Config } from "../../model/project/config.js";

/** The folders that hold definitions when the configuration does not name any. */
export const defaultFolders: readonly string[] = ["dashboards", "alerts", "recording-rules", "slos", "systems"];

export function definitionFolders({ definitions }: Config): readonly string[] {
  return definitions ?? defaultFolders;
}
