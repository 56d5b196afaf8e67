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
  const outcome = Atomics.wait(turn, 0, seen, isRunning ? Atomics.load(limit, 0) : undefined);
  if (outcome !== "timed-out") continue;
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
