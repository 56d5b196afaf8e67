import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Mutant, MutantResult } from "../../mutate/mutant.js";
import { codeFolder } from "../../package-folder.js";
import { exitBySignal, waitForExit } from "../test/child-process.js";
import type { MutationProgress } from "./mutate-project.js";
import { type MutationMessage, type MutationRequest, requestVariable } from "./mutation-messages.js";

export interface RunMutantsOptions
  extends Pick<MutationRequest, "vitest" | "root" | "files" | "onlySimulated" | "mutants"> {
  /** Number of processes that share the mutants. */
  readonly processes: number;
  readonly onProgress: (progress: MutationProgress) => void;
}

/** A test that fails, or a file that cannot be run, without any change. */
export interface FailedTest {
  readonly file: string;
  readonly test: string;
  readonly message: string;
}

export interface MutantsOutcome {
  readonly results: readonly MutantResult[];
  readonly failed: readonly FailedTest[];
  /** The number of tests that passed without any change. */
  readonly tests: number;
}

const child = fileURLToPath(new URL("project/mutate/mutation-child.js", codeFolder));

/** Runs tests with each mutant, in several processes. Each runs all tests once, and then those that can notice. */
export async function runMutants(options: RunMutantsOptions): Promise<MutantsOutcome> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "telltale-mutate-"));
  try {
    return await runInFolder(folder, options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runInFolder(folder: string, options: RunMutantsOptions): Promise<MutantsOutcome> {
  const { mutants, processes, onlySimulated, onProgress } = options;
  const states = new Map<number, MutantResult>();
  const failed = new Map<string, FailedTest>();
  const simulated = new Set<string>();
  const countMutants = () => (onlySimulated ? mutants.filter(({ system }) => simulated.has(system)) : mutants).length;
  let tests = 0;
  const receive = (number: number, message: MutationMessage) => {
    // Every process runs all tests without a change.
    if (message.kind === "ready") {
      if (number === 0) tests += message.tests;
      for (const system of message.systems) simulated.add(system);
    }
    if (message.kind === "failed") failed.set(`${message.file} ${message.test}`, message);
    if (message.kind !== "result") return;
    const { id, state, tests: run, killedBy } = message;
    const result: MutantResult = { mutant: mutants[id]!, state, tests: run, ...(killedBy && { killedBy }) };
    states.set(id, mergeResults(states.get(id), result));
    const survived = [...states.values()].filter((result) => result.state !== "killed").length;
    onProgress({ done: states.size, total: countMutants(), survived });
  };
  onProgress({ done: 0, total: mutants.length, survived: 0 });
  const numbered = mutants.map((mutant, id) => ({ ...mutant, id }));
  const started = shareMutants(numbered, processes).map((share, number) => {
    return startProcess(folder, number, { ...options, mutants: share }, (message) => receive(number, message));
  });
  const timer = setInterval(() => {
    for (const { messages } of started) messages.read();
  }, 100);
  const ends = await Promise.all(started.map(async ({ process }) => waitForExit(process)));
  clearInterval(timer);
  for (const { messages } of started) messages.close();
  const stopped = ends.find((end) => end.stopped !== undefined)?.stopped;
  if (stopped) {
    rmSync(folder, { recursive: true, force: true });
    return exitBySignal(stopped);
  }
  const results = Array.from(states.values()).sort((a, b) => a.mutant.id - b.mutant.id);
  if (failed.size === 0 && results.length < countMutants()) {
    const number = ends.findIndex(({ exit }) => exit !== 0);
    const log = number < 0 ? "" : readFileSync(join(folder, `log-${number}`), "utf8").trim();
    const message = `Vitest ended with code ${ends[number]?.exit ?? 0} before all changes were tried`;
    failed.set("", { file: "", test: "", message: log === "" ? message : `${message}: ${lastLines(log)}` });
  }
  return { results, failed: [...failed.values()], tests };
}

/**
 * Divides the mutants into equal shares, each of as few systems as possible: a process evaluates the tests of no others.
 * Where processes share a system, each takes some mutants of every rule, since some rules take much longer than others.
 */
export function shareMutants<Numbered extends Pick<Mutant, "id" | "system">>(
  mutants: readonly Numbered[],
  processes: number,
): readonly (readonly Numbered[])[] {
  const systems = [...new Set(mutants.map(({ system }) => system))];
  const ordered = systems.flatMap((system) =>
    mutants.filter((mutant) => mutant.system === system).sort((a, b) => (a.id % processes) - (b.id % processes)),
  );
  const start = (number: number) => Math.round((number * ordered.length) / processes);
  return Array.from({ length: processes }, (_, number) => ordered.slice(start(number), start(number + 1)));
}

/** Merges the results of a mutant in the projects of a Vitest configuration: one of them may notice it. */
function mergeResults(before: MutantResult | undefined, result: MutantResult): MutantResult {
  if (!before) return result;
  const tests = before.tests + result.tests;
  const noticed = [before, result].find(({ state }) => state === "killed");
  const tried = [before, result].find(({ state }) => state === "survived");
  return { ...(noticed ?? tried ?? result), tests };
}

function lastLines(log: string): string {
  return log.split("\n").slice(-5).join("\n");
}

interface StartedProcess {
  readonly process: ChildProcess;
  readonly messages: MessageFile;
}

function startProcess(
  folder: string,
  number: number,
  given: RunMutantsOptions & { mutants: readonly Mutant[] },
  receive: (message: MutationMessage) => void,
): StartedProcess {
  const { vitest, root, files, onlySimulated, mutants } = given;
  const messages = join(folder, `messages-${number}`);
  const request = join(folder, `request-${number}.json`);
  const fileCounts = join(folder, `files-${number}.json`);
  writeFileSync(messages, "");
  const content: MutationRequest = { vitest, root, files, onlySimulated, mutants, messages, fileCounts };
  writeFileSync(request, JSON.stringify(content));
  const { FORCE_COLOR, ...rest } = process.env;
  const env = { ...rest, NO_COLOR: "1", [requestVariable]: request };
  const log = openSync(join(folder, `log-${number}`), "a+");
  // Node warns of listeners that Vitest adds to a test each time it runs.
  const options = ["--no-warnings", child];
  const started = spawn(process.execPath, options, { cwd: root, env, stdio: ["ignore", log, log] });
  closeSync(log);
  return { process: started, messages: new MessageFile(messages, receive) };
}

/** A file that a process appends messages to. */
class MessageFile {
  private readonly descriptor: number;
  private readonly receive: (message: MutationMessage) => void;
  private readonly buffer = Buffer.alloc(65_536);
  private rest = "";

  constructor(path: string, receive: (message: MutationMessage) => void) {
    this.descriptor = openSync(path, "r");
    this.receive = receive;
  }

  /** Receives the messages that were added. */
  read(): void {
    for (let count = this.readSome(); count > 0; count = this.readSome()) {
      const lines = (this.rest + this.buffer.toString("latin1", 0, count)).split("\n");
      this.rest = lines.pop()!;
      for (const line of lines)
        this.receive(JSON.parse(Buffer.from(line, "latin1").toString("utf8")) as MutationMessage);
    }
  }

  close(): void {
    this.read();
    closeSync(this.descriptor);
  }

  private readSome(): number {
    return readSync(this.descriptor, this.buffer, 0, this.buffer.length, null);
  }
}
