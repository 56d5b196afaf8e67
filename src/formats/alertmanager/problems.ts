/** What can be wrong with an Alertmanager configuration: every id with one line of explanation. */
export const alertmanagerProblems = {
  "alertmanager/wrong-type": "A field has a value of the wrong type.",
  "alertmanager/unknown-field": "The targeted Alertmanager does not know a field, and refuses the file.",
  "alertmanager/invalid-duration": "A duration is not in Alertmanager's format, such as 5m or 1h30m.",
  "alertmanager/invalid-url": "A URL or a host:port address is not valid.",
  "alertmanager/missing-route": "The root route or its receiver is missing.",
  "alertmanager/root-route":
    "The root route must match every alert: it cannot have matchers, continue or time intervals.",
  "alertmanager/undefined-receiver": "A route names a receiver that is not defined.",
  "alertmanager/undefined-time-interval": "A route names a time interval that is not defined.",
  "alertmanager/zero-interval": "group_interval or repeat_interval is zero.",
  "alertmanager/group-by": "group_by has an invalid or duplicate label, or other labels beside `...`.",
  "alertmanager/matcher": "A matcher cannot be parsed.",
  "alertmanager/ambiguous-matcher": "A later Alertmanager will read a matcher differently.",
  "alertmanager/invalid-label-name": "The targeted Alertmanager does not accept a label name.",
  "alertmanager/missing-name": "A receiver or time interval has no name.",
  "alertmanager/duplicate-name": "Two receivers or time intervals have the same name.",
  "alertmanager/missing-field": "A required field is missing.",
  "alertmanager/exclusive-fields": "Two mutually exclusive fields are set.",
  "alertmanager/invalid-value": "Alertmanager does not accept the value of a field.",
  "alertmanager/time-interval": "A range in a time interval is malformed, empty or out of bounds.",
} as const;
