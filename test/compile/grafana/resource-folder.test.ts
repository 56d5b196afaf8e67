import { promql, stat, system } from "telltale";
import { describe, expect, test } from "vitest";
import type { Artifact } from "../../../src/compile/compiled.js";
import { renderArtifact } from "../../../src/compile/index.js";
import type { GrafanaSettings } from "../../../src/model/project/config.js";
import { compiled, config } from "../project.js";

function compileTwo(grafana: GrafanaSettings): readonly Artifact[] {
  const systems = ["shop", "office"].map((name) => {
    const one = system(name, {});
    one.dashboard("Board", { description: "?", panels: stat("A", promql`up`) });
    return one;
  });
  const environments = { prod: { ...config.environments.prod!, grafana } };
  const { artifacts, diagnostics } = compiled(systems, { environments, versions: { grafana: "13.0" } });
  expect(diagnostics).toEqual([]);
  return artifacts;
}

const paths = (artifacts: readonly Artifact[]) => artifacts.map(({ path }) => path);

describe("the files of dashboards", () => {
  test("are in a folder for each system as classic dashboards", () => {
    const classic = ["prod/office/dashboards/board.json", "prod/shop/dashboards/board.json"];
    expect(paths(compileTwo({}))).toEqual(classic);
    expect(paths(compileTwo({ dashboards: "api", folder: "Team" }))).toEqual(classic);
  });

  test("are in one folder as resources, with the folder once", () => {
    const artifacts = compileTwo({ dashboards: "git-sync", folder: "The Team" });
    expect(paths(artifacts)).toEqual([
      "prod/git-sync/the-team/_folder.json",
      "prod/git-sync/the-team/office-board.json",
      "prod/git-sync/the-team/shop-board.json",
    ]);
    const [folder, board] = artifacts;
    expect(folder).toMatchObject({ value: { metadata: { name: "the-team" }, spec: { title: "The Team" } } });
    const resource = board?.kind === "grafana dashboard" ? board.createResource!() : undefined;
    expect(resource).toMatchObject({
      apiVersion: "dashboard.grafana.app/v2",
      kind: "Dashboard",
      metadata: { name: "office-board", annotations: { "grafana.app/folder": "the-team" } },
    });
  });

  test("are written for each way, with the classic ones once", () => {
    const artifacts = compileTwo({ dashboards: ["git-sync", "api", "resources", "provisioning"], folderUid: "team" });
    expect(paths(artifacts)).toEqual([
      "prod/git-sync/team/_folder.json",
      "prod/git-sync/team/office-board.json",
      "prod/git-sync/team/shop-board.json",
      "prod/office/dashboards/board.json",
      "prod/resources/team/office-board.json",
      "prod/resources/team/shop-board.json",
      "prod/shop/dashboards/board.json",
    ]);
    const [, ofSync, , classic, resource] = artifacts.map(renderArtifact);
    expect(resource).toBe(ofSync);
    expect([classic, resource].map((text) => Object.keys(JSON.parse(text!)))).toEqual([
      expect.arrayContaining(["schemaVersion", "panels"]),
      ["apiVersion", "kind", "metadata", "spec"],
    ]);
  });

  test("have no folder that exists, or that is not set", () => {
    const existing = { folderUid: "team" };
    const boards = ["office-board.json", "shop-board.json"];
    expect(paths(compileTwo({ dashboards: "resources", ...existing }))).toEqual(
      boards.map((name) => `prod/resources/team/${name}`),
    );
    expect(paths(compileTwo({ dashboards: "resources" }))).toEqual(boards.map((name) => `prod/resources/${name}`));
    // Git Sync would give it another uid.
    expect(paths(compileTwo({ dashboards: "git-sync", ...existing }))[0]).toBe("prod/git-sync/team/_folder.json");
  });
});
