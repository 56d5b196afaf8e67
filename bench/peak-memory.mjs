import { writeFileSync } from "node:fs";

// Loaded into the measured process: says at its end how much memory it had at most, in kibibytes.
const file = process.env.TELLTALE_BENCH_REPORT;
if (file) process.on("exit", () => writeFileSync(file, String(process.resourceUsage().maxRSS)));
