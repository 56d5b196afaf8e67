/** Key of the node that an object was read from. A copy made by spreading has it, too. */
export const origin = Symbol("origin");

/** An object of a JSON document. Migrations change it in place. */
export interface Json {
  [name: string]: unknown;
  [origin]?: unknown;
}

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The member of a value, if the value is an object and has it itself. */
export function get(value: unknown, ...path: readonly string[]): unknown {
  let current = value;
  for (const name of path) current = isJson(current) && Object.hasOwn(current, name) ? current[name] : undefined;
  return current;
}

/** The objects of a list. Empty for any other value. */
export function objectsOf(list: unknown): readonly Json[] {
  return Array.isArray(list) ? list.filter(isJson) : [];
}

export function isEqualJson(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((item, index) => isEqualJson(item, right[index]));
  }
  if (!isJson(left) || !isJson(right)) return false;
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every((name) => Object.hasOwn(right, name) && isEqualJson(left[name], right[name]));
}

/** Reads a number, also from text such as `"250px"`. */
export function toNumber(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?(px)?$/i.test(value)) return undefined;
  return Number(value.replace(/px$/, ""));
}

/** Removes members that are null, at any depth. Items of lists stay. */
export function removeNulls(root: unknown): void {
  const stack = [root];
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    if (Array.isArray(value)) stack.push(...value.filter((item) => item !== null && item !== undefined));
    else if (isJson(value)) {
      for (const [name, member] of Object.entries(value)) {
        if (member === null) delete value[name];
        else if (typeof member === "object") stack.push(member);
      }
    }
  }
}
