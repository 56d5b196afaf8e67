import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";

/** The files of a revision, in a temporary folder. */
export interface Checkout {
  /** The root of the repository, and of the copy. */
  readonly repository: string;
  readonly copy: string;
  /** The folder of the copy that `cwd` is in the repository. */
  readonly cwd: string;
  /** Deletes the copy. */
  remove(): void;
}

/** A reason why there is no such copy, for the user. */
export interface CheckoutProblem {
  readonly problem: string;
}

/**
 * Copies the files of a revision to a temporary folder, with the installed packages of the repository. Changes nothing in
 * the repository: it has an index of its own.
 */
export function checkOutRevision(cwd: string, revision: string): Checkout | CheckoutProblem {
  const root = git(cwd, ["rev-parse", "--show-toplevel"]);
  if ("problem" in root) return root;
  const commit = git(cwd, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`]);
  if ("problem" in commit) return { problem: `git knows no revision "${revision}"` };
  const repository = realpathSync(root.output);
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "telltale-revision-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const copy = join(folder, "files");
  try {
    mkdirSync(copy);
    const environment = { ...process.env, GIT_INDEX_FILE: join(folder, "index") };
    execFileSync("git", ["read-tree", commit.output], { cwd: repository, env: environment, stdio: "pipe" });
    const all = ["checkout-index", "--all", "--quiet", `--prefix=${copy}/`];
    execFileSync("git", all, { cwd: repository, env: environment, stdio: "pipe" });
    const inCopy = join(copy, relative(repository, realpathSync(cwd)));
    linkPackages(repository, copy, realpathSync(cwd));
    // A folder that the revision does not have is as good as an empty one.
    mkdirSync(inCopy, { recursive: true });
    return { repository, copy, cwd: inCopy, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Links the `node_modules` of a folder and of those above it, up to the root. */
function linkPackages(repository: string, copy: string, cwd: string): void {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const installed = join(folder, "node_modules");
    const link = join(copy, relative(repository, installed));
    if (existsSync(installed) && !existsSync(link)) {
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(installed, link, "junction");
    }
    if (folder === repository || dirname(folder) === folder) return;
  }
}

function git(cwd: string, args: readonly string[]): { readonly output: string } | CheckoutProblem {
  const { error, status, stdout } = spawnSync("git", args, { cwd, encoding: "utf8" });
  if (error) return { problem: "git is not installed" };
  return status === 0 ? { output: stdout.trim() } : { problem: "this folder is not in a git repository" };
}
