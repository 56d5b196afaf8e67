// The names that v2 has for modes which are numbers in the classic form, by that number.

export const hideModes: readonly string[] = ["dontHide", "hideLabel", "hideVariable", "inControlsMenu"];

export const refreshModes: readonly string[] = ["never", "onDashboardLoad", "onTimeRangeChanged"];

export const sortModes: readonly string[] = [
  ...["disabled", "alphabeticalAsc", "alphabeticalDesc", "numericalAsc", "numericalDesc"],
  ...["alphabeticalCaseInsensitiveAsc", "alphabeticalCaseInsensitiveDesc", "naturalAsc", "naturalDesc"],
];
