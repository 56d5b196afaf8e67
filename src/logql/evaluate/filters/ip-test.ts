import { parseIp, parseIpRange } from "../../syntax/ip-range.js";
import type { TextTest } from "./text-test.js";

const ipv4Start = /[0-9](?:\..{2}|.\..|.{2}\.)/sy;
const ipv4Text = /[0-9.]*/y;
const ipv6Start = /::[0-9a-fA-F]|[0-9a-fA-F]{1,4}:/y;
const ipv6Text = /[0-9a-fA-F:.]*/y;

/**
 * Tests whether a text contains an address of a range, with Loki's search: a run of characters that may be an address is
 * either one, or skipped as a whole with the character behind it.
 */
export function compileIpTest(range: string): TextTest {
  const parsed = parseIpRange(range);
  if (!parsed) return () => false;
  const { bits, first, last } = parsed;
  const isInRange = (text: string): boolean => {
    const address = parseIp(text);
    return address !== undefined && address.bits === bits && address.value >= first && address.value <= last;
  };
  return (text) => {
    for (let at = 0; at < text.length; at++) {
      const characters = startsAt(ipv4Start, text, at)
        ? ipv4Text
        : startsAt(ipv6Start, text, at)
          ? ipv6Text
          : undefined;
      if (characters === undefined) continue;
      characters.lastIndex = at;
      const [candidate] = characters.exec(text)!;
      if (isInRange(candidate)) return true;
      at += candidate.length;
    }
    return false;
  };
}

function startsAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}
