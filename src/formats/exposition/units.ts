/** Units by their base unit, as `promlint` knows them. */
const units: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    "amperes bytes celsius grams joules kelvin meters metres seconds volts".split(" ").map((unit) => [unit, unit]),
  ),
  ...{ minutes: "seconds", hours: "seconds", days: "seconds", weeks: "seconds" },
  ...{ kelvins: "kelvin", fahrenheit: "celsius", rankine: "celsius" },
  ...{ inches: "meters", yards: "meters", miles: "meters" },
  ...{ bits: "bytes", calories: "joules", pounds: "grams", ounces: "grams" },
};

const prefixes = "pico nano micro milli centi deci deca hecto kilo kibi mega mibi giga gibi tera tebi peta pebi".split(
  " ",
);

export const unitAbbreviations: readonly string[] = "s ms us ns sec b kb mb gb tb pb m h d".split(" ");

/** Returns the first unit in a name, with its base unit. */
export function findUnit(name: string): { readonly unit: string; readonly base: string } | undefined {
  for (const part of name.split("_")) {
    const prefix = prefixes.find((one) => part.startsWith(one) && Object.hasOwn(units, part.slice(one.length)));
    const unprefixed = Object.hasOwn(units, part) ? part : prefix === undefined ? undefined : part.slice(prefix.length);
    if (unprefixed !== undefined) return { unit: part, base: units[unprefixed]! };
  }
  return undefined;
}
