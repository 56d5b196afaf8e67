import type { YamlMapping } from "../../../yaml/index.js";
import { type AlertmanagerDecoder, rangeProblem, timesProblem } from "../../alertmanager/index.js";
import { fieldOf, mappingsIn, scalarsIn, textOf } from "../fields.js";

/** Checks the name and the ranges of a time interval. */
export function checkIntervals(named: YamlMapping, decoder: AlertmanagerDecoder): void {
  const name = fieldOf(named, "name");
  if (name?.kind === "scalar" && name.value === "") {
    decoder.report("alertmanager/missing-name", name, "a time interval needs a name");
  }
  for (const interval of mappingsIn(fieldOf(named, "timeIntervals"))) {
    for (const { node, problem } of intervalProblems(interval)) {
      if (problem !== undefined) decoder.report("alertmanager/time-interval", node, problem);
    }
  }
}

function intervalProblems(interval: YamlMapping) {
  const times = mappingsIn(fieldOf(interval, "times")).map((node) => {
    const [start = "", end = ""] = [textOf(node, "startTime"), textOf(node, "endTime")];
    return { node, problem: timesProblem(start, end, ["startTime", "endTime"]) };
  });
  const days = mappingsIn(fieldOf(interval, "daysOfMonth")).map((node) => {
    const [start = "0", end = "0"] = [textOf(node, "start"), textOf(node, "end")];
    return { node, problem: labelled("daysOfMonth", rangeProblem("days_of_month", `${start}:${end}`)) };
  });
  const ranges = (["weekdays", "months", "years"] as const).flatMap((field) =>
    scalarsIn(fieldOf(interval, field)).map((node) => {
      return { node, problem: labelled(field, rangeProblem(field, node.value)) };
    }),
  );
  return [...times, ...days, ...ranges];
}

function labelled(field: string, problem: string | undefined): string | undefined {
  return problem && `${field}: ${problem}`;
}
