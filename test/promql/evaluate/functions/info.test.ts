import { describe, expect, test } from "vitest";
import { experimental } from "../../corpus.js";
import { at, loadStore } from "../queries.js";

const options = { dialect: experimental };

const store = loadStore(
  'up{job="api",instance="a",zone="north"} 1x10',
  'up{job="api",instance="b"} 1x10',
  'up{job="api"} 1x10',
  'target_info{job="api",instance="a",version="7",zone="south"} 1x10',
  'build_info{job="api",instance="a",revision="cafe"} 1x10',
);

describe("info()", () => {
  test("adds the labels of target_info that the series does not have", () => {
    expect(at(5, "info(up)", store, options)).toEqual({
      'up{instance="a", job="api", version="7", zone="north"}': 1,
      'up{instance="b", job="api"}': 1,
      'up{job="api"}': 1,
    });
  });

  test("adds the selected labels, and drops series without such info", () => {
    expect(at(5, 'info(up, {version=~".+"})', store, options)).toEqual({
      'up{instance="a", job="api", version="7", zone="north"}': 1,
    });
    expect(at(5, 'info(up{instance="a"}, {__name__="build_info"})', store, options)).toEqual({
      'up{instance="a", job="api", revision="cafe", zone="north"}': 1,
    });
  });

  test("uses info metrics of any name if names are only matched negatively", () => {
    expect(at(5, 'info(up{instance="a"}, {__name__!="target_info"})', store, options)).toEqual({
      'up{instance="a", job="api", revision="cafe", zone="north"}': 1,
    });
  });

  test("leaves info metrics unchanged", () => {
    const expected = { 'build_info{instance="a", job="api", revision="cafe"}': 1 };
    expect(at(5, 'info(build_info, {__name__=~".+_info"})', store, options)).toEqual(expected);
  });

  test("uses the newest of several", () => {
    const moved = loadStore(
      'up{job="api",instance="a"} 1x4',
      'target_info{job="api",instance="a",version="1"} 1 1',
      'target_info{job="api",instance="a",version="2"} _ _ 1',
    );
    expect(at(1, "info(up)", moved, options)).toEqual({ 'up{instance="a", job="api", version="1"}': 1 });
    expect(at(2, "info(up)", moved, options)).toEqual({ 'up{instance="a", job="api", version="2"}': 1 });
  });

  test("fails on conflicting info labels and on histograms", () => {
    const torn = loadStore(
      'up{job="api",instance="a"} 1',
      'a_info{job="api",instance="a",version="1"} 1',
      'b_info{job="api",instance="a",version="2"} 1',
      'c_info{job="api",instance="a"} {{count:1 sum:1}}',
    );
    expect(at(0, 'info(up, {__name__=~"[ab]_info"})', torn, options)).toBe("conflicting label: version");
    expect(at(0, 'info(up, {__name__="c_info"})', torn, options)).toMatch(/^this should be an info metric/);
  });
});
