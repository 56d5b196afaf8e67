/** True if Go's `time.ParseDuration` accepts the text, such as `1h30m`, `1.5h`, `-5s` or `0`. */
export function isGoDuration(text: string): boolean {
  return /^[-+]?(?:0|(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h))+)$/.test(text);
}
