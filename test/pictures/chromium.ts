import { spawnSync } from "node:child_process";

/** Returns the reason why SVGs cannot be rasterised, and prints it; undefined where Debian's Chromium is installed. */
export function missingChromium(): string | undefined {
  if (spawnSync("chromium", ["--version"]).status === 0) return undefined;
  const reason = "chromium is not installed";
  console.log(`skipped: ${reason}`);
  return reason;
}

/** Rasterises an SVG to a PNG of its size. */
export function rasterise(svg: string, png: string, width: number, height: number): void {
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"];
  const { status, stderr } = spawnSync(
    "chromium",
    [...flags, `--window-size=${width},${height}`, `--screenshot=${png}`, `file://${svg}`],
    { encoding: "utf8", timeout: 60_000 },
  );
  if (status !== 0) throw new Error(`chromium failed: ${stderr}`);
}
