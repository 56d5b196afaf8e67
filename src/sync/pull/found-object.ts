import type { Json } from "../../formats/grafana/plain-json.js";
import type { RuleLanguage } from "../../formats/prometheus/index.js";

/** A folder that dashboards of a Grafana are in. */
export interface FoundFolder {
  readonly uid: string;
  readonly title: string;
  /** True if it is in another folder, which definitions cannot express: it is used as it is. */
  readonly isNested: boolean;
}

/** An object that was found, as reports name it. */
export interface FoundFields {
  /** As in plans: `dashboards/nodes`, `rules/infra`. */
  readonly id: string;
  readonly name: string;
  /** The program that manages it: `terraform`. */
  readonly manager?: string | undefined;
  /** The reason why no definition can stand for it. */
  readonly obstacle?: string | undefined;
}

export interface FoundDashboard extends FoundFields {
  readonly kind: "dashboard";
  readonly uid: string;
  /** Undefined for a dashboard in no folder. */
  readonly folder: FoundFolder | undefined;
  /** Its JSON, without what its Grafana numbers it by. */
  readonly json: Json;
}

/** A namespace of a ruler, or a file of a Prometheus. */
export interface FoundRules extends FoundFields {
  readonly kind: "rules";
  /** The name that it is deployed under. */
  readonly deployedAs: string;
  readonly language: RuleLanguage;
  /** A rule file in the format of Prometheus or Loki. */
  readonly text: string;
}

/** An object of a target that does not belong to the project. */
export type FoundObject = FoundDashboard | FoundRules;

/** Called while objects are read, one by one. */
export type ReadProgress = (done: number, total: number) => void;

/** A place whose objects can be adopted. */
export interface PullSource {
  readonly identity: string;
  /** Finds all objects that do not belong to the project. Sends nothing but GETs. */
  find(onProgress: ReadProgress): Promise<readonly FoundObject[]>;
}
