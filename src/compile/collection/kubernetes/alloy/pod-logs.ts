import { parseTemplate } from "../../../../handlebars/index.js";
import type { DroppedLines } from "../logs.js";
import { labelOf } from "./metrics.js";

/** The stages that leave out lines. */
export const droppedLines = parseTemplate(`  // A new pod of Alloy reads all logs again that the node still has.
  stage.drop {
    older_than          = "1h"
    drop_counter_reason = "too_old"
  }
{{#each drops}}

  stage.match {
    selector = {{string selector}}

    stage.{{format}} {
{{#if isLogfmt}}
      mapping = { {{field}} = {{string field}} }
{{else}}
      expressions = { {{field}} = {{string field}} }
{{/if}}
    }

    stage.drop {
      source              = {{string field}}
      expression          = {{string pattern}}
      drop_counter_reason = {{string field}}
    }
  }
{{/each}}
`);

/** The part of a configuration that reads the logs of discovered pods. */
export const podLogs = parseTemplate(`// The logs of the pods, with the labels of their streams.
discovery.relabel "logs" {
  targets = discovery.kubernetes.pods.targets
{{#each labels}}

  rule {
    source_labels = [{{string source}}]
    target_label  = {{string label}}
  }
{{/each}}
}

loki.source.kubernetes "logs" {
  targets    = discovery.relabel.logs.output
  forward_to = [loki.process.logs.receiver]
}

loki.process "logs" {
  forward_to = [loki.write.{{store}}.receiver]

  // The reader adds them, and they only repeat the others.
  stage.label_drop {
    values = [{{#each added}}{{string this}}{{#unless @last}}, {{/unless}}{{/each}}]
  }

{{> droppedLines}}
}
`);

interface PodLogs {
  /** The labels of the streams, each with the label of a discovered pod that it is copied from. */
  readonly labels: readonly { readonly label: string; readonly source: string }[];
  readonly drops: readonly DroppedLines[];
  /** The label of the component that writes them. */
  readonly store: string;
}

/** Prepares the facts of that part. */
export function podLogFacts({ labels, drops, store }: PodLogs) {
  return {
    ...{ labels, store },
    added: ["job", "instance"].filter((name) => labels.every(({ label }) => label !== name)),
    drops: dropFacts(drops),
  };
}

/** Prepares the facts of the stages. */
export function dropFacts(drops: readonly DroppedLines[]) {
  return drops.map((drop) => ({ ...drop, isLogfmt: drop.format === "logfmt", field: labelOf(drop.field) }));
}
