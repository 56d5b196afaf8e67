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
}

/**
 * Kills a command before and after each of its requests takes effect. The next run must do what an undisturbed one does, and
 * the run after that must write nothing.
 */
export async function killAtRequests<State>(command: KilledCommand<State>): Promise<void> {
  const { place, server, root, args, env = {}, save, restore } = command;
  const run = (observe?: (kill: () => void) => void) => telltale(root, args, env, observe);
  const before = save();
  server.forget();
  expect(await run()).toMatchObject({ code: 0, stderr: "" });
  const requests = server.requests.length;
  const expected = save();
  expect(expected).not.toEqual(before);
  for (let number = 1; number <= requests; number++) {
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
      const again = await run();
      const stderr = again.stderr.replace(/^\S+: an earlier .*\n/, "");
      expect({ number, moment, code: again.code, stderr }).toEqual({ number, moment, code: 0, stderr: "" });
      expect(save(), `request ${number}, ${moment}`).toEqual(expected);
    }
    server.forget();
    expect((await run()).code).toBe(0);
    expect(server.writes()).toEqual([]);
  }
}
