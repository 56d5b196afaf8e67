import type { AlertmanagerVersion } from "../formats/alertmanager/index.js";
import type { AlertmanagerConfig, Integration } from "../formats/alertmanager/types.js";
import type { MissingKey } from "../gotemplate/execute/fields.js";
import type { Labels } from "../routing/label-test.js";
import type { MessageTexts } from "../routing/render-message.js";
import type { RoutingNode } from "../routing/routing-tree.js";
import type { AlertView, SubjectFields } from "./check.js";

/** The messages about one alert: a sample of it, as each receiver that hears of it is told. */
export interface MessagesSubject extends SubjectFields {
  readonly kind: "messages";
  readonly alert: AlertView;
  readonly sample: SampleAlert;
  readonly messages: readonly SampleMessage[];
  /** The configuration of the Alertmanager that sends them. */
  readonly config: AlertmanagerConfig;
  /** The text of its template files. */
  readonly templates: string;
  /** Its release. */
  readonly version: AlertmanagerVersion;
  /** Renders the message of a target about another instance of the alert. */
  render(target: MessageTarget, sample: SampleAlert, missingKey?: MissingKey): MessageTexts;
}

/** An instance of an alert, as it could fire. */
export interface SampleAlert {
  readonly labels: Labels;
  readonly annotations: Labels;
  /** The labels and annotations that Prometheus cannot expand. */
  readonly errors: readonly {
    readonly field: "labels" | "annotations";
    readonly key: string;
    readonly error: string;
  }[];
}

/** An integration that an alert notifies. */
export interface MessageTarget {
  readonly node: RoutingNode;
  /** `slack_configs[0]` */
  readonly integration: string;
  /** `slack` */
  readonly kind: string;
  readonly fields: Integration;
}

/** The notification about a single firing alert. */
export interface SampleMessage extends MessageTarget {
  /** True if its texts are those of Telltale alone, which are right for every alert. */
  readonly isDefault: boolean;
  /** Rendered when they are asked for. */
  readonly texts: MessageTexts;
}
