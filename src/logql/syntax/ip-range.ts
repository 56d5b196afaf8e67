/** An IP address as a number. */
export interface IpAddress {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** Parses an address as Go's `netip.ParseAddr` does, without zones. */
export function parseIp(text: string): IpAddress | undefined {
  return text.includes(":") ? parseIpv6(text) : parseIpv4(text);
}

function parseIpv4(text: string): IpAddress | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (!match) return undefined;
  let value = 0n;
  for (const part of match.slice(1)) {
    if (Number(part) > 255 || (part.length > 1 && part.startsWith("0"))) return undefined;
    value = value * 256n + BigInt(part);
  }
  return { bits: 32, value };
}

function parseIpv6(text: string): IpAddress | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const head = groupsOf(halves[0]!, halves.length === 1);
  const tail = halves.length === 1 ? [] : groupsOf(halves[1]!, true);
  if (!head || !tail) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...Array<number>(missing).fill(0), ...tail];
  return { bits: 128, value: groups.reduce((value, group) => value * 65536n + BigInt(group), 0n) };
}

/** Groups of 16 bits; the last may be an IPv4 address. */
function groupsOf(text: string, mayEndWithIpv4: boolean): readonly number[] | undefined {
  if (text === "") return [];
  const groups: number[] = [];
  const parts = text.split(":");
  for (const [at, part] of parts.entries()) {
    if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
    else {
      const ipv4 = mayEndWithIpv4 && at === parts.length - 1 ? parseIpv4(part) : undefined;
      if (!ipv4) return undefined;
      groups.push(Number(ipv4.value >> 16n), Number(ipv4.value & 0xffffn));
    }
  }
  return groups;
}

export interface IpRange {
  readonly bits: 32 | 128;
  readonly first: bigint;
  readonly last: bigint;
}

/** Parses an address, `10.0.0.0/8` or `10.0.0.1-10.0.0.9`; undefined if it is none of them. */
export function parseIpRange(text: string): IpRange | undefined {
  const single = parseIp(text);
  if (single) return { bits: single.bits, first: single.value, last: single.value };
  const network = /^([^/]*)\/(0|[1-9]\d{0,2})$/.exec(text);
  if (network) {
    const address = parseIp(network[1]!);
    const length = Number(network[2]);
    if (!address || length > address.bits) return undefined;
    const hosts = (1n << BigInt(address.bits - length)) - 1n;
    const first = address.value & ~hosts;
    return { bits: address.bits, first, last: first | hosts };
  }
  const dash = text.indexOf("-");
  const from = dash === -1 ? undefined : parseIp(text.slice(0, dash));
  const to = dash === -1 ? undefined : parseIp(text.slice(dash + 1));
  if (!from || !to || from.bits !== to.bits || from.value > to.value) return undefined;
  return { bits: from.bits, first: from.value, last: to.value };
}
