export { type BacktestOptions, backtest } from "./backtest.js";
export { openQueryApi } from "./open-query-api.js";
export { renderBacktest, renderBacktestJson } from "./render-backtest.js";
