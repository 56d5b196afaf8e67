/** The reason why Go cannot parse a URL. Undefined if it can. Never quotes the URL, which may be a secret. */
export function goUrlProblem(text: string): string | undefined {
  if (/[\x00-\x1f\x7f]/.test(text)) return "contains a control character";
  const beforeFragment = text.split("#", 1)[0]!;
  if (beforeFragment.startsWith(":")) return "has no scheme";
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(beforeFragment);
  const rest = (scheme === null ? beforeFragment : beforeFragment.slice(scheme[0].length)).split("?", 1)[0]!;
  if (!rest.startsWith("/")) {
    if (scheme !== null) return undefined;
    return /^[^/]*:/.test(rest) ? "has a colon in its first part" : percentProblem(rest);
  }
  if (!rest.startsWith("//") || (scheme === null && rest.startsWith("///"))) return percentProblem(rest);
  const end = rest.indexOf("/", 2);
  const authority = rest.slice(2, end === -1 ? undefined : end);
  const at = authority.lastIndexOf("@");
  if (at !== -1 && !/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(authority.slice(0, at))) {
    return "has an invalid user name or password";
  }
  return hostProblem(authority.slice(at + 1)) ?? percentProblem(end === -1 ? "" : rest.slice(end));
}

function percentProblem(text: string): string | undefined {
  return /%(?![0-9a-fA-F]{2})/.test(text) ? "contains a % that is not followed by two hex digits" : undefined;
}

function hostProblem(host: string): string | undefined {
  if (host.startsWith("[")) {
    return /^\[[^\]]*\](?::\d*)?$/.test(host) ? undefined : "has an invalid host or port";
  }
  if (/:[^:]*$/.test(host) && !/:\d*$/.test(host)) return "has an invalid port";
  if (/%(?!25|[0-9a-fA-F]{2})/.test(host)) return "contains a % that is not followed by two hex digits";
  return /[\s\\^`{|}]/.test(host) ? "has an invalid character in its host" : undefined;
}
