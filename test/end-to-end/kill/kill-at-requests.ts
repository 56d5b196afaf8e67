import { expect } from "vitest";
import type { ServerDouble } from "../../sync/double/server.js";
import { telltale } from "../../sync/telltale.js";
import { countKill, type KilledPlace } from "./kill-count.js";

/** A command against a double, which is killed again and again. */
export interface KilledCommand<State> {
  readonly place: KilledPlace;
  readonly server: ServerDouble;
  readonly root: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The state of the double, and how to return to one. */
  readonly save: () => State;
  readonly restore: (state: State) => void;
  /** Reads the part of the state that must be the same as after an undisturbed run. @default all of it */
  readonly contents?: () => unknown;
  /** Fails if the objects of others are not as they were, or anything else that must always hold does not. */
  readonly check?: () => void;
  /** Of the requests that only read, every so many is a place to kill the command at. @default each */
  readonly readStride?: number;
  /** After every so many requests, one more run shows that nothing is left to write. @default each */
  readonly settledStride?: number;
}

/**
 * Kills a command before and after each of its requests takes effect. The next run must do what an undisturbed one does, and
 * the run after that must write nothing.
 */
export async function killAtRequests<State>(command: KilledCommand<State>): Promise<void> {
  const { place, server, root, args, env = {}, save, restore, contents = save, check = () => {} } = command;
  const { readStride = 1, settledStride = 1 } = command;
  const run = (observe?: (kill: () => void) => void) => telltale(root, args, env, observe);
  const before = save();
  const previous = contents();
  server.forget();
  expect(await run()).toMatchObject({ code: 0, stderr: "" });
  const isRead = server.requests.map(({ method }) => method === "GET");
  const expected = contents();
  expect(expected).not.toEqual(previous);
  for (let number = 1; number <= isRead.length; number++) {
    if (isRead[number - 1] && (number - 1) % readStride !== 0) continue;
    for (const moment of ["before", "after"] as const) {
      restore(before);
      server.forget();
      const killed = await run((kill) => {
        server.observe = (at, when) => {
          if (at === number && when === moment) kill();
        };
      });
      server.observe = undefined;
      expect(killed.code, `request ${number}`).toBe(null);
      countKill(place);
      check();
      const again = await run();
      const stderr = again.stderr.replace(/^\S+: an earlier .*\n/, "");
      expect({ number, moment, code: again.code, stderr }).toEqual({ number, moment, code: 0, stderr: "" });
      expect(contents(), `request ${number}, ${moment}`).toEqual(expected);
      check();
    }
    if (number % settledStride !== 0) continue;
    server.forget();
    expect((await run()).code).toBe(0);
    expect(server.writes()).toEqual([]);
  }
}
