/** A pseudo-random number generator (mulberry32). Equal seeds give equal sequences. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Mutates one or two lines of a YAML text: removes, duplicates or indents a line, or replaces a value or word. */
export function mutate(text: string, replacements: readonly string[], random: () => number): string {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const lines = text.split("\n");
  for (let count = random() < 0.5 ? 1 : 2; count > 0; count--) {
    const at = Math.floor(random() * lines.length);
    const line = lines[at] ?? "";
    const kind = random();
    if (kind < 0.15) lines.splice(at, 1);
    else if (kind < 0.25) lines.splice(at, 0, line);
    else if (kind < 0.35) lines.splice(at, 0, pick(lines) ?? "");
    else if (kind < 0.45) lines[at] = random() < 0.5 ? ` ${line}` : line.replace(/^ /, "");
    else if (kind < 0.7) lines[at] = line.replace(/^(\s*(?:- )?\w+: *).*$/, (_, key) => key + pick(replacements));
    else if (kind < 0.85) lines[at] = line.replace(/[^\s\-,:{}[\]]+/, () => pick(replacements));
    else {
      const column = Math.floor(random() * (line.length + 1));
      lines[at] =
        line.slice(0, column) + pick([" ", "\t", "'", '"', ":", "-", "#", "x", "{", ")"]) + line.slice(column);
    }
  }
  return lines.join("\n");
}
