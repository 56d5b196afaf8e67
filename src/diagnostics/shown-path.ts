import { isAbsolute, relative, resolve, sep } from "node:path";

/** Folders that the paths in diagnostics are relative to. */
export interface PathBase {
  /** The working folder: displayed paths are relative to it. */
  readonly cwd: string;
  /** The folder that relative paths in diagnostics start from. @default `cwd` */
  readonly root?: string;
}

/** Returns the path of a file relative to the working folder, with forward slashes. A path on another drive stays absolute. */
export function shownPath(file: string, base: PathBase): string {
  if (file.startsWith("<")) return file;
  const shown = relative(base.cwd, resolve(base.root ?? base.cwd, file));
  return isAbsolute(shown) ? shown : shown.split(sep).join("/");
}
