import { counter, gauge, promql, receiver, secret, system } from "telltale";
import { describe, expect, test } from "vitest";
import type { Query } from "../../../src/model/expression/query.js";
import { findingsOf } from "../notification/project-findings.js";

const chat = receiver.slack("chat", { url: secret("URL"), channel: "#chat" });

function createShop() {
  const shop = system("shop", { routes: { warning: [chat] } });
  const cart = shop.service("cart", {
    wait: gauge("wait_seconds", { help: "Waiting time", unit: "s" }),
    memory: gauge("memory_bytes", { help: "Memory", unit: "bytes" }),
    open: gauge("open", { help: "Open carts" }),
    requests: counter("requests_total", { help: "Requests", labels: { status: ["200", "500"] } }),
    unknown: gauge("lag", { help: "Lag" }),
  });
  return { shop, cart };
}

type Cart = ReturnType<typeof createShop>["cart"];

function findings(when: (cart: Cart) => Query, summary: string) {
  const { shop, cart } = createShop();
  shop.alert("Fails", { when: when(cart), for: "5m", severity: "warning", summary });
  return findingsOf("template/no-unit", shop).map((one) => one.replace(/^alert "Fails": /, ""));
}

const seconds = ({ wait }: Cart) => promql`max by (job) (${wait}) > 3`;
const bytes = ({ memory }: Cart) => promql`max by (job) (${memory}) > 3`;
const ratio = ({ requests }: Cart) =>
  promql`sum(rate(${requests.where({ status: "500" })}[5m])) / sum(rate(${requests}[5m])) > 0.05`;

describe("a value without its unit", () => {
  test.each<[(cart: Cart) => Query, string, string]>([
    [seconds, "it waits for {{ $value }}", "in seconds"],
    [seconds, "it waits for {{ $value | humanize }} on average", "in seconds"],
    [bytes, "it uses {{ .Value | humanize1024 }}", "in bytes"],
    [ratio, "it fails at {{ $value }}", "a ratio"],
  ])("%#: %s", (when, summary, words) => {
    expect(findings(when, summary)).toEqual([`the value is ${words}, and the annotation "summary" does not say so`]);
  });

  test.each<[(cart: Cart) => Query, string]>([
    [seconds, "it waits for {{ $value }}s"],
    [seconds, "it waits for {{ $value | humanizeDuration }}"],
    [seconds, '{{ printf "%.1f seconds" $value }} is too long'],
    [seconds, "it waits, in seconds: {{ $value }}"],
    [seconds, "it waits"],
    [seconds, "{{ if gt $value 3.0 }}it waits{{ end }}"],
    [bytes, "it uses {{ $value | humanize1024 }}B"],
    [ratio, "it fails {{ $value | humanizePercentage }}"],
    [ratio, '{{ printf "%.1f%%" $value }} of it'],
    [({ open }) => promql`max(${open}) > 3`, "{{ $value }} are open"],
    [({ unknown }) => promql`max(${unknown}) > 3`, "it lags {{ $value }}"],
    [() => promql`max(other_seconds) > 3`, "it waits {{ $value }}"],
  ])("is fine: %#: %s", (when, summary) => {
    expect(findings(when, summary)).toEqual([]);
  });
});
