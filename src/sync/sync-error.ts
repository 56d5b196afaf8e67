/** A failure that the user can do something about: a server that refuses, a file that cannot be written. */
export class SyncError extends Error {
  override readonly name = "SyncError";
  /** The change that helps, as an imperative. */
  readonly fix: string | undefined;

  constructor(summary: string, fix?: string) {
    super(summary);
    this.fix = fix;
  }
}

/** Describes a failure in one line. Rethrows what is a bug of Telltale. */
export function describeFailure(error: unknown): { readonly summary: string; readonly fix: string | undefined } {
  if (error instanceof SyncError) return { summary: error.message, fix: error.fix };
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return { summary: message, fix: fixes[code] };
}

const permissions = "check who may write there";

/** The changes that help where the operating system refuses. */
const fixes: Readonly<Record<string, string>> = {
  EACCES: permissions,
  EPERM: permissions,
  EROFS: permissions,
  ENOSPC: "free some space on its disk",
  ENOTDIR: "move the file away that is where a folder should be",
};
