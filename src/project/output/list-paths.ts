const maxPaths = 20;

/** Lists paths, one a line, and counts those beyond the first twenty. */
export function listPaths(paths: readonly string[]): readonly string[] {
  if (paths.length <= maxPaths) return paths;
  return [...paths.slice(0, maxPaths), `and ${paths.length - maxPaths} more`];
}
