/** True for the path of a field that holds an address. */
export function isAddress(path: string): boolean {
  return /(?:^|[._])(?:url|href|src|link|file)(?:$|[._])/.test(path);
}
