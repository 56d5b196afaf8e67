import type { Labels } from "../../../routing/label-test.js";
import type { Notification } from "../../../routing/notifications.js";
import type { MessageTarget, SampleAlert } from "../../messages-subject.js";
import { sampleTime } from "./sample-alert.js";

/** The notification about a group of samples that fire. */
export function sampleNotification(
  { node, integration }: MessageTarget,
  groupLabels: Labels,
  samples: readonly SampleAlert[],
): Notification {
  const alerts = samples.map(({ labels, annotations }) => ({
    ...{ status: "firing" as const, labels, annotations, startsAt: sampleTime, endsAt: sampleTime + 300_000 },
  }));
  return { at: sampleTime, receiver: node.receiver, integration, route: node, groupLabels, alerts };
}
