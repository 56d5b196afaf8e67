import { expect, test } from "vitest";
import { deepFreeze } from "../../../src/project/load/freeze.js";
import { alertingSystem } from "../definitions.js";

test("loaded definitions are deeply frozen", () => {
  const { system, alert } = alertingSystem();
  deepFreeze([system]);
  expect(Object.isFrozen(alert)).toBe(true);
  expect(Object.isFrozen(alert.labels)).toBe(true);
  expect(Object.isFrozen(system.definitions)).toBe(true);
});

test("builders and other objects of other libraries are not frozen", () => {
  class Builder {
    state = { title: "x" };
    build() {
      return this.state;
    }
  }
  const builder = new Builder();
  const plain = { inner: { a: 1 }, build: () => plain.inner };
  const pattern = /5../g;
  deepFreeze([[builder, plain, pattern]]);
  for (const value of [builder, builder.state, plain, plain.inner, pattern]) expect(Object.isFrozen(value)).toBe(false);
});

test("handles cycles and deep nesting", () => {
  const circle: { self?: object } = {};
  circle.self = circle;
  let deep: object = {};
  for (let depth = 0; depth < 200_000; depth++) deep = { deep };
  deepFreeze([circle, deep]);
  expect(Object.isFrozen(circle)).toBe(true);
});
