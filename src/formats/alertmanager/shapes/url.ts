/** The reason why Alertmanager refuses a URL. Undefined if it is valid. Never quotes the URL, which may be a secret. */
export function urlProblem(text: string): string | undefined {
  if (/[\x00-\x1f\x7f]/.test(text)) return "contains a control character";
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(text);
  if (scheme === null) return text.startsWith(":") ? "has no scheme" : "must start with http:// or https://";
  if (!/^https?$/i.test(scheme[1]!)) return "must start with http:// or https://";
  const rest = text.slice(scheme[0].length).split("#", 1)[0]!.split("?", 1)[0]!;
  if (!rest.startsWith("//")) return "has no host";
  const authorityEnd = rest.indexOf("/", 2);
  const authority = rest.slice(2, authorityEnd === -1 ? undefined : authorityEnd);
  if (/%(?![0-9a-fA-F]{2})/.test(rest) || /%(?![0-9a-fA-F]{2})/.test(text.split("#").slice(1).join("#"))) {
    return "contains a % that is not followed by two hex digits";
  }
  const at = authority.lastIndexOf("@");
  if (at !== -1 && !/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(authority.slice(0, at)))
    return "has an invalid user name or password";
  return hostProblem(authority.slice(at + 1));
}

/** Like Go, checks only the text after the last colon as a port. */
function hostProblem(host: string): string | undefined {
  const match = /^(\[[^[\]]*\]|[^[\]]*?)(?::[0-9]*)?$/.exec(host);
  if (match === null || (/:[^[\]]*$/.test(host) && !/:[0-9]*$/.test(host))) return "has an invalid host or port";
  if (host === "") return "has no host";
  return /[\s\\^`{|}]/.test(match[1]!) ? "has an invalid character in its host" : undefined;
}

/** The problem with a `host:port`. An empty text is valid: it means that none is set. */
export function hostPortProblem(text: string): string | undefined {
  if (text === "") return undefined;
  const match = /^(?:\[[^[\]]*\]|[^:[\]]*):([^:[\]]*)$/.exec(text);
  if (match === null) return "must be a host and a port, such as smtp.example.org:587";
  return match[1] === "" ? "has no port" : undefined;
}
