import type { Random } from "./random.js";

/** Random choice that prefers what was chosen least so far, for coverage. */
export class Choice {
  readonly random: Random;
  private readonly times = new Map<string, number>();

  constructor(random: Random) {
    this.random = random;
  }

  /** Returns the less used of two random items. */
  of<Item extends string>(items: readonly Item[]): Item {
    const list = items.join();
    const timesChosen = (item: Item): number => this.times.get(`${list} ${item}`) ?? 0;
    const first = this.random.pick(items);
    const second = this.random.pick(items);
    const chosen = timesChosen(second) < timesChosen(first) ? second : first;
    this.times.set(`${list} ${chosen}`, timesChosen(chosen) + 1);
    return chosen;
  }

  chance(share: number): boolean {
    return this.random.chance(share);
  }
}
