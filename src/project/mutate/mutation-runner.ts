import { appendFileSync, readFileSync } from "node:fs";
import * as vitest from "vitest";
import type { Mutant, MutantKind } from "../../mutate/mutant.js";
import { createReach, startMutationSession, type TestReach } from "../../mutate/session.js";
import { type MutationMessage, type MutationRequest, requestVariable } from "./mutation-messages.js";
import { type HookedSuite, type RunnableTest, runAgain, testFunctions } from "./run-again.js";

/** The parts of Vitest's runner that are the same in the releases that are supported. */
interface RunnerBase {
  onBeforeRunSuite?(suite: unknown): unknown;
  onAfterRunSuite?(suite: unknown): unknown;
  onBeforeTryTask?(test: unknown, options?: unknown): unknown;
  onAfterTryTask?(test: unknown, options?: unknown): unknown;
  onAfterRunTask?(test: unknown): unknown;
  onAfterRunFiles?(files: unknown): unknown;
}

type RunnerClass = new (config: VitestConfig) => RunnerBase;

interface VitestConfig {
  /** The name of the project, if the configuration has several. */
  readonly name?: string;
}

interface RanTest {
  readonly test: RunnableTest;
  readonly reach: TestReach;
  readonly milliseconds: number;
  /** The number of mutants that it noticed, by kind. */
  readonly kills: Map<MutantKind, number>;
}

const Base = await findBase();
const functions = await testFunctions(vitest);
const request = JSON.parse(readFileSync(process.env[requestVariable] ?? "", "utf8")) as MutationRequest;
const session = startMutationSession(request.mutants);
const ran: RanTest[] = [];
let finishedFiles = 0;
let hasFailed = false;

/** Runs all tests once, records what each looks at, and then runs those that can notice a mutant, mutant by mutant. */
export default class MutationRunner extends Base {
  private readonly suiteReach = new Map<unknown, TestReach>();
  private readonly fileCount: number;

  constructor(config: VitestConfig) {
    super(config);
    const counts = JSON.parse(readFileSync(request.fileCounts, "utf8")) as Readonly<Record<string, number>>;
    this.fileCount = counts[config.name ?? ""] ?? request.files.length;
  }

  override onBeforeRunSuite(suite: unknown): unknown {
    // Hooks of a suite may run simulations for all its tests.
    const reach = createReach();
    this.suiteReach.set(suite, reach);
    session.reach = reach;
    return super.onBeforeRunSuite?.(suite);
  }

  override onBeforeTryTask(test: unknown, options?: unknown): unknown {
    session.reach = createReach();
    return super.onBeforeTryTask?.(test, options);
  }

  override onAfterRunTask(task: unknown): unknown {
    const test = task as RunnableTest;
    const { state, duration = 0, errors = [] } = test.result ?? {};
    if (state === "pass" && session.reach) {
      ran.push({ test, reach: this.withSuites(session.reach, test), milliseconds: duration, kills: new Map() });
    } else if (state === "fail") {
      reportFailure(test.file.filepath, fullName(test), errors[0]?.message ?? "");
    }
    session.reach = undefined;
    return super.onAfterRunTask?.(task);
  }

  /** Keeps the snapshots of a file, which its tests need when they run again. */
  override onAfterRunSuite(suite: unknown): unknown {
    const { result, filepath, name } = suite as HookedSuite;
    const [error] = result?.errors ?? [];
    if (error) reportFailure(filepath ?? "", name, error.message ?? "");
    return filepath === undefined ? super.onAfterRunSuite?.(suite) : undefined;
  }

  override async onAfterRunFiles(files: unknown): Promise<void> {
    finishedFiles += (files as readonly unknown[]).length;
    if (finishedFiles < this.fileCount) return;
    session.reach = undefined;
    const systems = new Set(ran.flatMap(({ reach }) => [...reach.systems]));
    send({ kind: "ready", tests: ran.length, systems: [...systems] });
    const mutants = request.onlySimulated
      ? request.mutants.filter(({ system }) => systems.has(system))
      : request.mutants;
    if (!hasFailed) for (const mutant of mutants) await this.tryMutant(mutant);
    send({ kind: "finished" });
    await super.onAfterRunFiles?.(files);
  }

  /** Runs the tests that can notice a mutant until one fails. */
  private async tryMutant(mutant: Mutant): Promise<void> {
    const { id } = mutant;
    const tests = testsFor(mutant);
    session.mutant = mutant;
    let number = 0;
    for (const { test, kills } of tests) {
      number += 1;
      if (await runAgain(test, this, functions)) continue;
      kills.set(mutant.kind, (kills.get(mutant.kind) ?? 0) + 1);
      session.mutant = undefined;
      send({
        kind: "result",
        id,
        state: "killed",
        killedBy: { file: test.file.filepath, test: fullName(test) },
        tests: number,
      });
      return;
    }
    session.mutant = undefined;
    send({ kind: "result", id, state: tests.length === 0 ? "uncovered" : "survived", tests: number });
  }

  private withSuites(reach: TestReach, test: RunnableTest): TestReach {
    const suites: TestReach[] = [];
    for (
      let suite: HookedSuite | undefined = test.suite ?? test.file;
      suite;
      suite = suite.suite ?? parentFile(suite, test)
    ) {
      const own = this.suiteReach.get(suite);
      if (own) suites.push(own);
    }
    return suites.reduce(mergeReach, reach);
  }
}

function parentFile(suite: HookedSuite, { file }: RunnableTest): HookedSuite | undefined {
  return suite === file ? undefined : file;
}

function mergeReach(own: TestReach, other: TestReach): TestReach {
  return {
    named: new Set([...own.named, ...other.named]),
    watched: new Set([...own.watched, ...other.watched]),
    systems: new Set([...own.systems, ...other.systems]),
    series: new Set([...own.series, ...other.series]),
    hasRouting: own.hasRouting || other.hasRouting,
    simulations: own.simulations + other.simulations,
    assertions: own.assertions + other.assertions,
  };
}

/**
 * The tests that can notice a mutant: first those that name its alert, of these those that noticed many mutants of its
 * kind, and then the quickest.
 */
function testsFor(mutant: Mutant): readonly RanTest[] {
  const ranked = ran.map((one) => ({
    ...one,
    rank: rankOf(one.reach, mutant),
    killed: one.kills.get(mutant.kind) ?? 0,
  }));
  const able = ranked.filter(({ rank }) => rank > 0);
  return able.sort((a, b) => b.rank - a.rank || b.killed - a.killed || a.milliseconds - b.milliseconds);
}

function rankOf(reach: TestReach, { system, alerts, series, patches }: Mutant): number {
  if (!reach.systems.has(system)) return 0;
  if (patches[0]?.kind === "routing") return reach.hasRouting ? 3 : 0;
  // A table of routes has no series: it notices another severity of an alert.
  if (series && reach.simulations > 0 && !series.some((name) => reach.series.has(name))) return 0;
  if (alerts.some((alert) => reach.named.has(alert))) return 3;
  if (alerts.some((alert) => reach.watched.has(alert))) return 2;
  // It may read the result of the simulation itself.
  return reach.assertions === 0 ? 1 : 0;
}

function reportFailure(file: string, test: string, message: string): void {
  hasFailed = true;
  send({ kind: "failed", file, test, message });
}

function fullName(test: RunnableTest): string {
  const names = [test.name];
  for (let suite = test.suite; suite && suite.filepath === undefined; suite = suite.suite) names.unshift(suite.name);
  return names.join(" > ");
}

function send(message: MutationMessage): void {
  appendFileSync(request.messages, `${JSON.stringify(message)}\n`);
}

/** The runner of this release of Vitest: `TestRunner` since 4.1. */
async function findBase(): Promise<RunnerClass> {
  if ("TestRunner" in vitest) return vitest.TestRunner as unknown as RunnerClass;
  const runners = (await import("vitest/runners")) as { readonly VitestTestRunner: unknown };
  return runners.VitestTestRunner as RunnerClass;
}
