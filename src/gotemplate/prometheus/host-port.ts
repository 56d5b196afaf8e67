import { isIP } from "node:net";

interface HostPort {
  readonly host: string;
  readonly port: string;
}

/** Go's `net.SplitHostPort`; undefined on an error. */
function splitHostPort(hostPort: string): HostPort | undefined {
  const match = /^(?:\[([^[\]]*)\]|([^:[\]]*)):([^:[\]]*)$/.exec(hostPort);
  return match ? { host: match[1] ?? match[2]!, port: match[3]! } : undefined;
}

/** `stripPort`: leaves anything else as it is. */
export function stripPort(hostPort: string): string {
  return splitHostPort(hostPort)?.host ?? hostPort;
}

/** `stripDomain`: the first label of a host name, with the port. Leaves IP addresses as they are. */
export function stripDomain(hostPort: string): string {
  const { host, port } = splitHostPort(hostPort) ?? { host: hostPort, port: "" };
  // Go does not parse an address with a zone.
  if (!host.includes("%") && isIP(host) !== 0) return hostPort;
  const name = host.split(".", 1)[0]!;
  if (port === "") return name;
  return name.includes(":") ? `[${name}]:${port}` : `${name}:${port}`;
}
