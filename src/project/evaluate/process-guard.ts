/** Changes that modules made to the process while they ran. */
export interface ProcessGuard {
  /** Calls that would have ended the process. Each threw its error instead. */
  readonly exits: readonly ProcessExit[];
  /** A stack for each write to standard output. The text went to standard error. */
  readonly prints: readonly Error[];
  /** Errors that no one caught: of promises without a handler, and of timers. */
  readonly uncaught: readonly unknown[];
  release(): void;
}

/** Thrown in place of ending the process. */
export class ProcessExit extends Error {
  override readonly name = "ProcessExit";
}

let guards = 0;

/** True while modules run: the guard then collects errors that no one catches. */
export function isProcessGuarded(): boolean {
  return guards > 0;
}

/**
 * Keeps the modules of a project from ending the process, and from writing into the result of a command on standard output.
 * One guard at a time: each restores what it found.
 */
export function guardProcess(): ProcessGuard {
  guards += 1;
  const exits: ProcessExit[] = [];
  const prints: Error[] = [];
  const uncaught: unknown[] = [];
  const { exit, abort } = process;
  const write = process.stdout.write;
  const refuse = (call: string): never => {
    const error = new ProcessExit(`${call} was called`);
    exits.push(error);
    throw error;
  };
  process.exit = (code) =>
    refuse(`process.exit(${code === undefined ? "" : typeof code === "string" ? `'${code}'` : code})`);
  process.abort = () => refuse("process.abort()");
  process.stdout.write = ((...parameters: Parameters<typeof write>) => {
    prints.push(new Error("write"));
    return process.stderr.write(...parameters);
  }) as typeof write;
  const collect = (error: unknown) => void uncaught.push(error);
  process.on("unhandledRejection", collect);
  process.on("uncaughtException", collect);
  const release = () => {
    guards -= 1;
    Object.assign(process, { exit, abort });
    process.stdout.write = write;
    process.off("unhandledRejection", collect);
    process.off("uncaughtException", collect);
  };
  return { exits, prints, uncaught, release };
}
