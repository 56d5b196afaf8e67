import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isMainThread, MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";
import { codeFolder } from "../../package-folder.js";

/** A frame of the stack of code that was ended; line and column count from 0. */
export interface InterruptedFrame {
  readonly url: string;
  readonly line: number;
  readonly column: number;
}

/** Memory that the watchdog shares with its thread. */
export interface WatchdogState {
  /** Odd while a module runs. */
  readonly turn: Int32Array<SharedArrayBuffer>;
  /** Milliseconds that one may run. */
  readonly limit: Int32Array<SharedArrayBuffer>;
  /** Carries the stack of each module that was ended. Each side has a port of its own. */
  readonly reports: MessagePort;
}

/** The outcome of a run: its result, or the stack at which it was ended. */
export type WatchedRun<T> = { readonly result: T } | { readonly endedAt: readonly InterruptedFrame[] };

/** A module that waits for too long ends by a timer; the watchdog is for one that lets no timer run. */
const graceMilliseconds = 500;

let watchdog: WatchdogState | undefined;

/**
 * Runs something that may never return control to the process, such as an endless loop: a thread of its own ends it. Without a
 * limit, none is started.
 */
export async function withLoopWatchdog<T>(
  maxMilliseconds: number | undefined,
  run: () => Promise<T>,
): Promise<WatchedRun<T>> {
  if (maxMilliseconds === undefined) return { result: await run() };
  watchdog ??= startWatchdog();
  if (!watchdog) return { result: await run() };
  const { turn, limit, reports } = watchdog;
  const endedAt = () => receiveMessageOnPort(reports)?.message as readonly InterruptedFrame[] | undefined;
  Atomics.store(limit, 0, maxMilliseconds + graceMilliseconds);
  wake(turn);
  try {
    const result = await run();
    const frames = endedAt();
    return frames ? { endedAt: frames } : { result };
  } catch (error) {
    const frames = endedAt();
    if (frames) return { endedAt: frames };
    throw error;
  } finally {
    wake(turn);
  }
}

function wake(turn: WatchdogState["turn"]): void {
  Atomics.add(turn, 0, 1);
  Atomics.notify(turn, 0);
}

/** Undefined where the compiled thread is missing, or the main thread is not ours to watch. */
function startWatchdog(): WatchdogState | undefined {
  const thread = new URL("project/evaluate/loop-watchdog-thread.js", codeFolder);
  if (!isMainThread || !existsSync(fileURLToPath(thread))) return undefined;
  const { port1, port2 } = new MessageChannel();
  const memory = () => new Int32Array(new SharedArrayBuffer(4));
  const state: WatchdogState = { turn: memory(), limit: memory(), reports: port2 };
  new Worker(thread, { workerData: state, transferList: [port2], execArgv: [] }).unref();
  port1.unref();
  return { ...state, reports: port1 };
}
