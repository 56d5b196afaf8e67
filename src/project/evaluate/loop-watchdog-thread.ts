import { Session } from "node:inspector/promises";
import { workerData } from "node:worker_threads";
import type { InterruptedFrame, WatchdogState } from "./loop-watchdog.js";

/**
 * The thread of the watchdog. It sleeps until a module keeps the main thread busy for too long, then finds out where that
 * is, and ends what runs there: as if it had thrown, but it cannot be caught.
 */
const { turn, limit, reports } = workerData as WatchdogState;
/** The answers of the inspector alone do not keep the thread alive. */
setInterval(() => {}, 60_000);
for (;;) {
  const seen = Atomics.load(turn, 0);
  const isRunning = seen % 2 === 1;
  if (!isRunning) Atomics.wait(turn, 0, seen);
  else if (isOverdue(seen, Atomics.load(limit, 0))) await end(seen);
}

/**
 * True once a turn has used its time: CPU time, because on a busy machine a module may get little of it. What blocks the
 * main thread without using any is overdue after six times as long.
 */
function isOverdue(seen: number, allowed: number): boolean {
  const [started, before] = [performance.now(), process.cpuUsage()];
  while (Atomics.wait(turn, 0, seen, allowed / 10) === "timed-out") {
    const { user, system } = process.cpuUsage(before);
    if ((user + system) / 1000 >= allowed || performance.now() - started >= 6 * allowed) return true;
  }
  return false;
}

/** Ends what runs on the main thread, and reports where it was. */
async function end(seen: number): Promise<void> {
  const session = new Session();
  session.connectToMainThread();
  reports.postMessage(await pause(session));
  await session.post("Debugger.resume");
  await session.post("Runtime.terminateExecution");
  // Disconnecting earlier would cancel it.
  Atomics.wait(turn, 0, seen);
  session.disconnect();
}

/** Pauses the main thread, and returns its stack, innermost frame first. */
async function pause(session: Session): Promise<readonly InterruptedFrame[]> {
  const urls = new Map<string, string>();
  session.on("Debugger.scriptParsed", ({ params: { scriptId, url } }) => urls.set(scriptId, url));
  const paused = new Promise<readonly InterruptedFrame[]>((resolve) => {
    session.once("Debugger.paused", ({ params: { callFrames } }) => {
      const frames = callFrames.map(({ location: { scriptId, lineNumber, columnNumber = 0 } }) => ({
        url: urls.get(scriptId) ?? "",
        line: lineNumber,
        column: columnNumber,
      }));
      resolve(frames);
    });
  });
  await session.post("Debugger.enable");
  await session.post("Debugger.pause");
  return paused;
}
