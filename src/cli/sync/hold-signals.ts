/** A signal to stop, which arrives as an event instead of ending the process. */
export interface HeldSignals {
  readonly signal: AbortSignal;
  /** Restores the usual effect of signals, and ends the process if one arrived. */
  release(): void;
}

/** Turns the first Ctrl-C into a request to stop; the second one ends the process at once. */
export function holdSignals(): HeldSignals {
  const controller = new AbortController();
  let received: NodeJS.Signals | undefined;
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const hold = (name: NodeJS.Signals) => {
    if (received) process.exit(1);
    received = name;
    process.stderr.write("stopping: what was written is put back; press Ctrl-C again to end at once\n");
    controller.abort();
  };
  for (const name of signals) process.on(name, hold);
  return {
    signal: controller.signal,
    release() {
      for (const name of signals) process.off(name, hold);
      if (received) process.kill(process.pid, received);
    },
  };
}
