import { anyIncrease } from "./alert/any-increase.js";
import { duplicateAlert } from "./alert/duplicate.js";
import { fewEvents } from "./alert/few-events.js";
import { noComparison } from "./alert/no-comparison.js";
import { noFor } from "./alert/no-for.js";
import { noRunbook } from "./alert/no-runbook.js";
import { noSeverity } from "./alert/no-severity.js";
import { noSummary } from "./alert/no-summary.js";
import { quantileBetweenBuckets } from "./alert/quantile-between-buckets.js";
import { ratioWithoutDown } from "./alert/ratio-without-down.js";
import { unknownRunbook } from "./alert/unknown-runbook.js";
import { unknownSeverity } from "./alert/unknown-severity.js";
import { absentEqualLabel } from "./alertmanager/absent-equal-label.js";
import { absentGroupLabel } from "./alertmanager/absent-group-label.js";
import { broadInhibition } from "./alertmanager/broad-inhibition.js";
import { contradictoryMatchers } from "./alertmanager/contradictory-matchers.js";
import { deprecatedMatch } from "./alertmanager/deprecated-match.js";
import { inhibitionNeverApplies } from "./alertmanager/inhibition-never-applies.js";
import { mixedGroup } from "./alertmanager/mixed-group.js";
import { mutualInhibition } from "./alertmanager/mutual-inhibition.js";
import { plainSecret } from "./alertmanager/plain-secret.js";
import { routeWithoutAlerts } from "./alertmanager/route-without-alerts.js";
import { shortRepeat } from "./alertmanager/short-repeat.js";
import { silentRoot } from "./alertmanager/silent-root.js";
import { unknownMatchValue } from "./alertmanager/unknown-match-value.js";
import { unreachableRoute } from "./alertmanager/unreachable-route.js";
import { unusedReceiver } from "./alertmanager/unused-receiver.js";
import { unusedTimeInterval } from "./alertmanager/unused-time-interval.js";
import type { Check } from "./check.js";
import { doubled } from "./collection/doubled.js";
import { dropsNoLine } from "./collection/drops-no-line.js";
import { dropsReadLines } from "./collection/drops-read-lines.js";
import { dropsUsed } from "./collection/drops-used.js";
import { endOfLife } from "./collection/end-of-life.js";
import { logLabel } from "./collection/log-label.js";
import { logsBeyondRetention } from "./collection/logs-beyond-retention.js";
import { missingLabel } from "./collection/missing-label.js";
import { neverCollected } from "./collection/never-collected.js";
import { notAnExporter } from "./collection/not-an-exporter.js";
import { plainSecret as plainCollectionSecret } from "./collection/plain-secret.js";
import { portClash } from "./collection/port-clash.js";
import { removesReadField } from "./collection/removes-read-field.js";
import { slowScrape } from "./collection/slow-scrape.js";
import { unpinnedImage } from "./collection/unpinned-image.js";
import { duplicatePanelId } from "./dashboard/duplicate-panel-id.js";
import { duplicateTitle } from "./dashboard/duplicate-title.js";
import { duplicateUid } from "./dashboard/duplicate-uid.js";
import { hardcodedDataSource } from "./dashboard/hardcoded-data-source.js";
import { histogramInPanel } from "./dashboard/histogram-in-panel.js";
import { legendLabel } from "./dashboard/legend-label.js";
import { missingPanelId } from "./dashboard/missing-panel-id.js";
import { noDescription } from "./dashboard/no-description.js";
import { noTitle } from "./dashboard/no-title.js";
import { noUnit } from "./dashboard/no-unit.js";
import { offGrid } from "./dashboard/off-grid.js";
import { overlappingPanels } from "./dashboard/overlapping-panels.js";
import { rateInterval } from "./dashboard/rate-interval.js";
import { sameNameSeries } from "./dashboard/same-name-series.js";
import { uid } from "./dashboard/uid.js";
import { undeclaredVariable } from "./dashboard/undeclared-variable.js";
import { undescribedMetric } from "./dashboard/undescribed-metric.js";
import { unknownColumn } from "./dashboard/unknown-column.js";
import { unknownField } from "./dashboard/unknown-field.js";
import { unknownUnit } from "./dashboard/unknown-unit.js";
import { unmatchedOverride } from "./dashboard/unmatched-override.js";
import { unreachableThreshold } from "./dashboard/unreachable-threshold.js";
import { unusedVariable } from "./dashboard/unused-variable.js";
import { wrongUnit } from "./dashboard/wrong-unit.js";
import { badStage } from "./logql/bad-stage.js";
import { lateLineFilter } from "./logql/late-line-filter.js";
import { linesInRule } from "./logql/lines-in-rule.js";
import { neverMatches } from "./logql/never-matches.js";
import { noLogComparison } from "./logql/no-comparison.js";
import { unaggregatedLogs } from "./logql/unaggregated.js";
import { uncheckedLogError } from "./logql/unchecked-error.js";
import { unknownLogLabel } from "./logql/unknown-label.js";
import { unknownLogLabelValue } from "./logql/unknown-label-value.js";
import { unwrapText } from "./logql/unwrap-text.js";
import { baseUnit } from "./metric/base-unit.js";
import { cardinality } from "./metric/cardinality.js";
import { counterWithoutTotal } from "./metric/counter-without-total.js";
import { nativeHistogram } from "./metric/native-histogram.js";
import { neverUsed } from "./metric/never-used.js";
import { timestampWithoutSeconds } from "./metric/timestamp-without-seconds.js";
import { twoTypes } from "./metric/two-types.js";
import { unboundedLabel } from "./metric/unbounded-label.js";
import { brokenTemplate } from "./notification/broken-template.js";
import { latePage } from "./notification/late-page.js";
import { noValue } from "./notification/no-value.js";
import { saysNothing } from "./notification/says-nothing.js";
import { tooLong } from "./notification/too-long.js";
import { unheardHours } from "./notification/unheard-hours.js";
import { violatedPolicy } from "./policy/violated.js";
import { aggregatedQuantile } from "./promql/aggregated-quantile.js";
import { counterWithoutRate } from "./promql/counter-without-rate.js";
import { deltaOnCounter } from "./promql/delta-on-counter.js";
import { divisionByZeroGauge } from "./promql/division-by-zero-gauge.js";
import { histogramAsNumber } from "./promql/histogram-as-number.js";
import { nanWithoutTraffic } from "./promql/nan-without-traffic.js";
import { nativeAsClassic } from "./promql/native-as-classic.js";
import { needlessRegex } from "./promql/needless-regex.js";
import { neverMatchesSeries } from "./promql/never-matches.js";
import { neverTrue } from "./promql/never-true.js";
import { notAVector } from "./promql/not-a-vector.js";
import { quantileNeedsLe } from "./promql/quantile-needs-le.js";
import { quantileOnNonHistogram } from "./promql/quantile-on-non-histogram.js";
import { rangeBeyondRetention } from "./promql/range-beyond-retention.js";
import { rangeOverADay } from "./promql/range-over-a-day.js";
import { rateOfAggregate } from "./promql/rate-of-aggregate.js";
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
import { unreachableOr } from "./promql/unreachable-or.js";
import { windowTooShort } from "./promql/window-too-short.js";
import { duplicateRules } from "./rules/duplicate-rules.js";
import { longInterval } from "./rules/long-interval.js";
import { readAcrossGroups } from "./rules/read-across-groups.js";
import { recordName } from "./rules/record-name.js";
import { recordedNeverUsed } from "./rules/recorded-never-used.js";
import { sameSeries } from "./rules/same-series.js";
import { usedNeverRecorded } from "./rules/used-never-recorded.js";
import { windowOfName } from "./rules/window-in-name.js";
import { boundNotABucket } from "./slo/bound-not-a-bucket.js";
import { burnBelowOne } from "./slo/burn-below-one.js";
import { clientErrors } from "./slo/client-errors.js";
import { contradictingObjectives } from "./slo/contradicting-objectives.js";
import { foreignEvents } from "./slo/foreign-events.js";
import { lowTraffic } from "./slo/low-traffic.js";
import { noOutageAlert } from "./slo/no-outage-alert.js";
import { unreachableBurnRate } from "./slo/unreachable-burn-rate.js";
import { windowBeyondRetention } from "./slo/window-beyond-retention.js";
import { dottedLabel } from "./template/dotted-label.js";
import { noUnitInText } from "./template/no-unit.js";
import { percentageTwice } from "./template/percentage-twice.js";
import { unknownExternalLabel } from "./template/unknown-external-label.js";
import { unknownTemplateLabel } from "./template/unknown-label.js";
import { valueInLabel } from "./template/value-in-label.js";
import { traceQuerySyntax } from "./traceql/syntax.js";
import { unknownTracedService } from "./traceql/unknown-service.js";

/** All checks, sorted by id. */
export const checks: readonly Check[] = [
  anyIncrease,
  duplicateAlert,
  fewEvents,
  noComparison,
  noFor,
  noRunbook,
  noSeverity,
  noSummary,
  quantileBetweenBuckets,
  ratioWithoutDown,
  unknownRunbook,
  unknownSeverity,
  absentEqualLabel,
  absentGroupLabel,
  broadInhibition,
  contradictoryMatchers,
  deprecatedMatch,
  inhibitionNeverApplies,
  mixedGroup,
  mutualInhibition,
  plainSecret,
  routeWithoutAlerts,
  shortRepeat,
  silentRoot,
  unknownMatchValue,
  unreachableRoute,
  unusedReceiver,
  unusedTimeInterval,
  doubled,
  dropsNoLine,
  dropsReadLines,
  dropsUsed,
  endOfLife,
  logLabel,
  logsBeyondRetention,
  missingLabel,
  neverCollected,
  notAnExporter,
  plainCollectionSecret,
  portClash,
  removesReadField,
  slowScrape,
  unpinnedImage,
  duplicatePanelId,
  duplicateTitle,
  duplicateUid,
  hardcodedDataSource,
  histogramInPanel,
  legendLabel,
  missingPanelId,
  noDescription,
  noTitle,
  noUnit,
  offGrid,
  overlappingPanels,
  rateInterval,
  sameNameSeries,
  uid,
  undeclaredVariable,
  undescribedMetric,
  unknownColumn,
  unknownField,
  unknownUnit,
  unmatchedOverride,
  unreachableThreshold,
  unusedVariable,
  wrongUnit,
  badStage,
  lateLineFilter,
  linesInRule,
  neverMatches,
  noLogComparison,
  unaggregatedLogs,
  uncheckedLogError,
  unknownLogLabel,
  unknownLogLabelValue,
  unwrapText,
  baseUnit,
  cardinality,
  counterWithoutTotal,
  nativeHistogram,
  neverUsed,
  timestampWithoutSeconds,
  twoTypes,
  unboundedLabel,
  brokenTemplate,
  latePage,
  noValue,
  saysNothing,
  tooLong,
  unheardHours,
  violatedPolicy,
  aggregatedQuantile,
  counterWithoutRate,
  deltaOnCounter,
  divisionByZeroGauge,
  histogramAsNumber,
  nanWithoutTraffic,
  nativeAsClassic,
  needlessRegex,
  neverMatchesSeries,
  neverTrue,
  notAVector,
  quantileNeedsLe,
  quantileOnNonHistogram,
  rangeBeyondRetention,
  rangeOverADay,
  rateOfAggregate,
  rateOnGauge,
  ratioAgainstRate,
  regexInExactMatch,
  selfDivision,
  thresholdBeyondBuckets,
  unaggregatedAlert,
  unknownLabel,
  unknownLabelValue,
  unknownMetric,
  unmatchedLabels,
  unreachableOr,
  windowTooShort,
  duplicateRules,
  longInterval,
  readAcrossGroups,
  recordName,
  recordedNeverUsed,
  sameSeries,
  usedNeverRecorded,
  windowOfName,
  boundNotABucket,
  burnBelowOne,
  clientErrors,
  contradictingObjectives,
  foreignEvents,
  lowTraffic,
  noOutageAlert,
  unreachableBurnRate,
  windowBeyondRetention,
  dottedLabel,
  noUnitInText,
  percentageTwice,
  unknownExternalLabel,
  unknownTemplateLabel,
  valueInLabel,
  traceQuerySyntax,
  unknownTracedService,
];
