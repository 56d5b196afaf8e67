import { isAbsolute, relative, resolve, sep } from "node:path";

/** Folders that the paths in diagnostics are relative to. */
export interface PathBase {
  /** The folder that the reader is in: paths are written relative to it. */
  readonly cwd: string;
  /** The folder that relative paths in diagnostics start from. Default: `cwd`. */
  readonly root?: string;
}

/** The path of a file as the reader would type it, with forward slashes. What lies on another drive stays absolute. */
export function shownPath(file: string, base: PathBase): string {
  if (file.startsWith("<")) return file;
  const shown = relative(base.cwd, resolve(base.root ?? base.cwd, file));
  return isAbsolute(shown) ? shown : shown.split(sep).join("/");
}
