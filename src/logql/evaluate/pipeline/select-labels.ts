import { compileMatcher } from "../../../promql/matchers/compile-matcher.js";
import type { LabelSelection, Matcher, SelectedLabel } from "../../syntax/ast.js";
import type { TextTest } from "../filters/text-test.js";
import type { LineLabels } from "../labels/line-labels.js";
import { errorDetailsLabel, errorLabel, preserveErrorLabel } from "../labels/special-labels.js";
import { type Stage, stage } from "./stage.js";

/** Labels that `keep` never removes. */
const specialLabels: ReadonlySet<string> = new Set([errorLabel, errorDetailsLabel, preserveErrorLabel]);

interface Selection {
  readonly label: string;
  /** Set if the value decides. */
  readonly matches: TextTest | undefined;
}

/** `| drop level, app="api"` and `| keep level` */
export function labelSelector({ kind, labels: selected }: LabelSelection): Stage {
  const selections = selected.map(compileSelection);
  if (kind === "drop") {
    return stage((line, labels) => {
      for (const selection of selections) drop(labels, selection);
      return line;
    });
  }
  return stage((line, labels) => {
    for (const [label, value] of labels.listWithoutError()) {
      if (!specialLabels.has(label) && !selections.some((selection) => keeps(selection, label, value))) {
        labels.remove(label);
      }
    }
    return line;
  });
}

function compileSelection(selected: SelectedLabel): Selection {
  if (selected.kind === "label") return { label: selected.name, matches: undefined };
  return { label: selected.matcher.label, matches: matcherTest(selected.matcher) };
}

/** A test of the value of a label; patterns are anchored. */
export function matcherTest({ operator, value }: Matcher): TextTest {
  switch (operator) {
    case "=":
      return (text) => text === value;
    case "!=":
      return (text) => text !== value;
    case "=~": {
      const pattern = compileMatcher(value);
      return (text) => pattern.test(text);
    }
    case "!~": {
      const pattern = compileMatcher(value);
      return (text) => !pattern.test(text);
    }
  }
}

function drop(labels: LineLabels, { label, matches }: Selection): void {
  if (label === errorLabel) {
    if (matches === undefined || matches(labels.error)) labels.error = "";
  } else if (label === errorDetailsLabel) {
    if (matches === undefined || matches(labels.errorDetails)) labels.errorDetails = "";
  } else {
    const value = labels.get(label);
    if (matches === undefined ? value !== undefined : matches(value ?? "")) labels.remove(label);
  }
}

function keeps({ label, matches }: Selection, name: string, value: string): boolean {
  return label === name && (matches === undefined || matches(value));
}
