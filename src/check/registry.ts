import type { Check } from "./check.js";
import { counterWithoutRate } from "./promql/counter-without-rate.js";
import { deltaOnCounter } from "./promql/delta-on-counter.js";
import { divisionByZeroGauge } from "./promql/division-by-zero-gauge.js";
import { nanWithoutTraffic } from "./promql/nan-without-traffic.js";
import { needlessRegex } from "./promql/needless-regex.js";
import { notAVector } from "./promql/not-a-vector.js";
import { quantileNeedsLe } from "./promql/quantile-needs-le.js";
import { quantileOnNonHistogram } from "./promql/quantile-on-non-histogram.js";
import { rangeBeyondRetention } from "./promql/range-beyond-retention.js";
import { rangeOverADay } from "./promql/range-over-a-day.js";
import { rateOnGauge } from "./promql/rate-on-gauge.js";
import { ratioAgainstRate } from "./promql/ratio-against-rate.js";
import { regexInExactMatch } from "./promql/regex-in-exact-match.js";
import { selfDivision } from "./promql/self-division.js";
import { thresholdBeyondBuckets } from "./promql/threshold-beyond-buckets.js";
import { unaggregatedAlert } from "./promql/unaggregated-alert.js";
import { unknownLabel } from "./promql/unknown-label.js";
import { unknownLabelValue } from "./promql/unknown-label-value.js";
import { unknownMetric } from "./promql/unknown-metric.js";
import { unmatchedLabels } from "./promql/unmatched-labels.js";
import { windowTooShort } from "./promql/window-too-short.js";

/** Every check there is, by id. One line a check, sorted: add yours and its import where the alphabet puts it. */
export const checks: readonly Check[] = [
  counterWithoutRate,
  deltaOnCounter,
  divisionByZeroGauge,
  nanWithoutTraffic,
  needlessRegex,
  notAVector,
  quantileNeedsLe,
  quantileOnNonHistogram,
  rangeBeyondRetention,
  rangeOverADay,
  rateOnGauge,
  ratioAgainstRate,
  regexInExactMatch,
  selfDivision,
  thresholdBeyondBuckets,
  unaggregatedAlert,
  unknownLabelValue,
  unknownLabel,
  unknownMetric,
  unmatchedLabels,
  windowTooShort,
];
