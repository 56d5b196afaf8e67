import { createSubject, reportError, type Scope } from "../../scope.js";

/** Reports alerts and inhibitions that name a watchdog: it must reach the service outside whatever else fires. */
export function reportSilencedWatchdogs(scope: Scope): void {
  for (const definition of scope.system.definitions) {
    if (definition.kind !== "alert" && definition.kind !== "inhibition") continue;
    for (const { name, watchdog } of definition.silences ?? []) {
      if (watchdog === undefined) continue;
      const subject =
        definition.kind === "alert"
          ? createSubject("alert", definition.name, definition)
          : { name: "inhibition", origin: definition.origin };
      reportError(scope, "definition/wrong-type", subject, {
        summary: `the watchdog "${name}" cannot be silenced`,
        details: "The service outside would raise a false alarm.",
        fix: 'leave it out of "silences"',
        option: ["silences"],
      });
    }
  }
}
