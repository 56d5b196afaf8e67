/** The parts of a URL that checks need. */
export interface GoUrl {
  readonly scheme: string;
  readonly host: string;
}

/**
 * Parses a URL as Go's `url.Parse` does, which accepts paths and nearly anything with a scheme. A text is the reason why
 * it is invalid; it never quotes the URL, which may hold a password.
 */
export function parseGoUrl(text: string): GoUrl | string {
  const [beforeFragment, ...fragment] = text.split("#");
  if (hasBadEscape(fragment.join("#"))) return badEscape;
  if (/[\x00-\x1f\x7f]/.test(text)) return "contains a control character";
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(beforeFragment!)?.[1];
  if (scheme === undefined && beforeFragment!.startsWith(":")) return "has no scheme before its colon";
  const rest = beforeFragment!.slice(scheme === undefined ? 0 : scheme.length + 1).split("?", 1)[0]!;
  const lower = (scheme ?? "").toLowerCase();
  if (!rest.startsWith("/")) {
    if (scheme !== undefined) return { scheme: lower, host: "" };
    if (rest.split("/", 1)[0]!.includes(":")) return "has a colon in its first part; put the scheme before it: http://";
  }
  const hasAuthority = rest.startsWith("//") && (scheme !== undefined || !rest.startsWith("///"));
  if (!hasAuthority) return hasBadEscape(rest) ? badEscape : { scheme: lower, host: "" };
  const end = rest.indexOf("/", 2);
  const authority = rest.slice(2, end === -1 ? undefined : end);
  const problem = authorityProblem(authority) ?? (end !== -1 && hasBadEscape(rest.slice(end)) ? badEscape : undefined);
  return problem ?? { scheme: lower, host: authority.slice(authority.lastIndexOf("@") + 1) };
}

const badEscape = "contains a % that is not followed by two hex digits";

function hasBadEscape(text: string): boolean {
  return /%(?![0-9a-fA-F]{2})/.test(text);
}

function authorityProblem(authority: string): string | undefined {
  const at = authority.lastIndexOf("@");
  const user = at === -1 ? "" : authority.slice(0, at);
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(user)) return "has an invalid user name or password";
  if (hasBadEscape(user)) return badEscape;
  return hostProblem(authority.slice(at + 1));
}

function hostProblem(host: string): string | undefined {
  if (host.startsWith("[")) {
    if (!/^\[[^\]]*\](?::\d*)?$/.test(host)) return "has an invalid address or port";
  } else if (/:[^:]*$/.test(host) && !/:\d*$/.test(host)) return "has an invalid port";
  // Only characters outside ASCII may be escaped in a host, and the % before a zone.
  if (/%(?![89a-fA-F][0-9a-fA-F])(?!25)/.test(host)) return badEscape;
  return /[\s\\^`{|}#?/]/.test(host) ? "has an invalid character in its host" : undefined;
}
