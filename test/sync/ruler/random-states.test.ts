import fc from "fast-check";
import { expect, test } from "vitest";
import { isWrite } from "../../../src/sync/plan/plan.js";
import type { NamedGroup } from "../../../src/sync/targets/ruler/ruler-group.js";
import { ownPrefix, planGroups, syncGroups } from "./open-ruler-double.js";
import { type RulerDouble, type RulerPersonality, startRuler } from "./ruler-double.js";

const rounds = 40 * Number(process.env.TELLTALE_ROUNDS ?? 1);
const seed = Number(process.env.TELLTALE_SEED ?? 1);

/** Two namespaces of the project, and one of somebody else's of which the project defines groups. */
const namespaces = [`${ownPrefix}shop-alerts`, `${ownPrefix}shop-a b`, "infra/taken over"] as const;
const name = fc.constantFrom("a", "b c", "d/e");
const place = fc.record({ namespace: fc.constantFrom(...namespaces), name });
const placeOf = (one: { readonly namespace: string; readonly name: string }) => `${one.namespace}\n${one.name}`;

type Given = NamedGroup & { readonly name: string };

const groups = fc
  .uniqueArray(
    fc.record({ place, hold: fc.constantFrom("0s", "1m", "300s"), interval: fc.constantFrom(undefined, "1m", "90s") }),
    {
      selector: (one) => placeOf(one.place),
      maxLength: 7,
    },
  )
  .map((all) =>
    all.map(({ place: at, hold, interval }): Given => {
      const rules = [{ alert: "A", expr: "vector(1) > 0", for: hold, labels: { severity: "page" } }];
      return { ...at, group: { name: at.name, ...(interval && { interval }), rules } };
    }),
  );
const event = fc.record({ place, does: fc.constantFrom("edits", "deletes", "creates") });
const theirs = { name: "theirs", rules: [{ record: "a:b", expr: "1" }] };

/** Lets somebody else work in the ruler. */
function play(
  { namespaces: all }: RulerDouble,
  events: readonly { place: { namespace: string; name: string }; does: string }[],
) {
  for (const { place: at, does } of events) {
    const inside = all.get(at.namespace) ?? new Map();
    const exists = inside.has(at.name);
    if (does === "deletes") inside.delete(at.name);
    else if (exists === (does === "edits")) inside.set(at.name, { ...theirs, name: at.name });
    if (inside.size > 0) all.set(at.namespace, inside);
    else all.delete(at.namespace);
  }
}

function listed({ namespaces: all }: RulerDouble): ReadonlyMap<string, unknown> {
  return new Map(
    [...all].flatMap(([namespace, inside]) => [...inside].map(([key, one]) => [`${namespace}\n${key}`, one] as const)),
  );
}

test.each<RulerPersonality>(["mimir", "cortex", "loki"])(
  "any state of a ruler converges, and what others did outside of the project's groups stays: %s",
  { timeout: 240_000 },
  async (personality) => {
    await fc.assert(
      fc.asyncProperty(groups, fc.array(event, { maxLength: 6 }), groups, async (first, events, second) => {
        const ruler = await startRuler(personality);
        ruler.namespaces.set("decoy", new Map([["theirs", theirs]]));
        expect((await syncGroups(ruler, personality, first)).failure).toBeUndefined();
        play(ruler, events);
        const wanted = new Set(second.map(placeOf));
        // In a namespace that was taken over, only what is defined is the project's.
        const others = [...listed(ruler)].filter(([at]) => !at.startsWith(ownPrefix) && !wanted.has(at));
        expect((await syncGroups(ruler, personality, second)).failure).toBeUndefined();
        expect((await planGroups(ruler, personality, second)).plan.changes.filter(isWrite)).toEqual([]);
        ruler.forget();
        await syncGroups(ruler, personality, second);
        expect(ruler.writes()).toEqual([]);
        expect((await syncGroups(ruler, personality, second, { prune: true })).failure).toBeUndefined();
        const now = listed(ruler);
        for (const [at, group] of others) expect(now.get(at), at).toEqual(group);
        expect(new Set(now.keys())).toEqual(new Set([...wanted, ...others.map(([at]) => at)]));
        expect(now.get("decoy\ntheirs")).toEqual(theirs);
        await ruler.close();
      }),
      { numRuns: rounds, seed },
    );
  },
);
