import { writeFileSync } from "node:fs";

// Preloaded into the measured process: writes its peak memory, in kibibytes, when it exits.
const file = process.env.TELLTALE_BENCH_REPORT;
if (file) process.on("exit", () => writeFileSync(file, String(process.resourceUsage().maxRSS)));
