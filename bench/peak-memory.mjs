import { writeFileSync } from "node:fs";

// Preloaded into the measured process: writes its peak memory, in kibibytes, and its CPU time, in microseconds, when it exits.
const file = process.env.TELLTALE_BENCH_REPORT;
if (file) {
  process.on("exit", () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    writeFileSync(file, `${maxRSS} ${userCPUTime + systemCPUTime}`);
  });
}
