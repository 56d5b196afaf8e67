import { describe, expect, test } from "vitest";
import { expand } from "../expand.js";

describe("hosts and ports", () => {
  test.each([
    ["db1.example.com:9100", "db1.example.com", "db1:9100"],
    ["db1", "db1", "db1"],
    ["10.0.0.1:80", "10.0.0.1", "10.0.0.1:80"],
    ["[::1]:80", "::1", "[::1]:80"],
    ["::1", "::1", "::1"],
    ["a:b:c", "a:b:c", "a:b:c"],
    ["01.2.3.4:80", "01.2.3.4", "01:80"],
  ])("%s without the port is %s, without the domain %s", (address, withoutPort, withoutDomain) => {
    expect(expand(`{{ stripPort "${address}" }} {{ stripDomain "${address}" }}`)).toBe(
      `${withoutPort} ${withoutDomain}`,
    );
  });
});
