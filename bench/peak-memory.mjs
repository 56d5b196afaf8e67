import { writeFileSync } from "node:fs";

// Loaded into the measured process: says at its end how much memory it had at most, in kibibytes.
const { pid } = process;
process.on("exit", () => {
  if (process.pid === pid) writeFileSync(process.env.TELLTALE_BENCH_REPORT, String(process.resourceUsage().maxRSS));
});
