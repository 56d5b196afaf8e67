/** Whether Go's own durations are written so: `1h30m`, `1.5h`, `-5s`, `0`. */
export function isGoDuration(text: string): boolean {
  return /^[-+]?(?:0|(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h))+)$/.test(text);
}
