import type { Receiver } from "../alert/receiver.js";
import {
  definition,
  either,
  list,
  type OptionTable,
  object,
  record,
  required,
  text,
} from "../definition/option-table.js";

/** An Alertmanager that takes the alerts of several environments, or of some systems only, or that others configure, too. */
export interface AlertmanagerSettings {
  /** The environments whose alerts reach it. */
  readonly environments: readonly string[];
  /**
   * The systems whose alerts reach it.
   *
   * @default those that no other Alertmanager of the environment names
   */
  readonly systems?: readonly string[];
  /**
   * The receiver of alerts that belong to none of its systems. People should see them: they come from rules that nobody has
   * routed.
   *
   * @default the receivers of all its systems for alerts without a route
   */
  readonly unrouted?: Receiver;
  /**
   * A configuration that exists already, relative to the project's configuration. The file that is generated is its text,
   * byte for byte, with the routes, inhibition rules, receivers and time intervals of the project added.
   *
   * @default none: the project owns the root
   * @example
   * keep: "ops/alertmanager.yml"
   */
  readonly keep?: string;
  /** Configurations of other repositories, each of which becomes a subtree, by name. */
  readonly fragments?: { readonly [name: string]: FragmentSettings };
}

/** A configuration of another repository, which is composed into the tree of this one. */
export interface FragmentSettings {
  /** Its `alertmanager.yml`, relative to the project's configuration. */
  readonly path: string;
  /** The labels of the alerts that it may route, silence, and silence with: a value each, or several. */
  readonly match: { readonly [label: string]: string | readonly string[] };
  /**
   * Names of secrets that it may use although others do.
   *
   * @default none: a secret belongs to one part of the tree
   */
  readonly secrets?: readonly string[];
}

const fragmentOptions = {
  path: required(text),
  match: required(record(either("a value or a list of values", text, list(text)))),
  secrets: list(text),
} as const satisfies OptionTable<FragmentSettings>;

export const alertmanagerOptions = {
  environments: required(list(text)),
  systems: list(text),
  unrouted: definition("receiver"),
  keep: text,
  fragments: record(object(fragmentOptions)),
} as const satisfies OptionTable<AlertmanagerSettings>;
