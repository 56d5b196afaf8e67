import { expect, test } from "vitest";
import { checkPrometheus } from "../../../src/check/collectors/index.js";

function found(text: string) {
  return checkPrometheus(text, "prometheus.yml").map(
    ({ id, summary, span }) => `${id} ${span?.start.line}: ${summary}`,
  );
}

const job = (fields: string) => `global: {}\nscrape_configs:\n  - job_name: a\n    ${fields}\n`;

test("a job that is scraped less often than every five minutes is reported", () => {
  expect(found(job("scrape_interval: 15m"))).toEqual([
    "prometheus/long-interval 4: scraped every 15m, series have no value for 10m in between",
  ]);
  expect(found(job('scrape_interval: "5m1s"'))).toHaveLength(1);
});

test("so is the interval of all jobs, once", () => {
  expect(found("global:\n  scrape_interval: 1h\nscrape_configs:\n  - job_name: a\n  - job_name: b\n")).toEqual([
    "prometheus/long-interval 2: scraped every 1h, series have no value for 55m in between",
  ]);
});

test.each([
  "scrape_interval: 5m",
  "scrape_interval: 30s",
  "scrape_interval: often",
  "scrape_timeout: 10m",
  "params: {}",
])("a job with %s is not", (fields) => {
  expect(found(job(fields))).toEqual([]);
});
