import { expect, test } from "vitest";
import { serverMessage } from "../../../src/sync/http/response.js";
import { retryDelay } from "../../../src/sync/http/retry.js";

test("waits as long as the server asks for, in seconds or until a date, and never longer than a minute", () => {
  const now = Date.parse("2026-06-01T00:00:00Z");
  expect(retryDelay(1, "3", now)).toBe(3000);
  expect(retryDelay(1, "Mon, 01 Jun 2026 00:00:05 GMT", now)).toBe(5000);
  expect(retryDelay(1, "Mon, 01 Jun 2020 00:00:05 GMT", now)).toBe(0);
  expect(retryDelay(1, "86400", now)).toBe(60_000);
});

test("waits twice as long each time otherwise", () => {
  expect([1, 2, 3].map((attempt) => retryDelay(attempt, undefined))).toEqual([250, 500, 1000]);
  expect(retryDelay(1, "soon")).toBe(250);
});

test.each([
  [400, '{"message":"folder not found"}', "400 folder not found"],
  [409, '{"kind":"Status","message":"the object has been modified"}', "409 the object has been modified"],
  [400, '{"status":"error","error":"bad_data"}', "400 bad_data"],
  [503, "<!DOCTYPE html><html>…</html>", "503 a page in HTML"],
  [404, "404 page not found\n", "404 404 page not found"],
  [500, "", "500"],
  [
    400,
    `at https://me:hush@example.com/ ${"x".repeat(400)}`,
    `400 at https://<secret>@example.com/ ${"x".repeat(267)}…`,
  ],
])("an answer in one line: %i %s", (status, text, expected) => {
  expect(serverMessage({ status, text, retryAfter: undefined })).toBe(expected);
});
