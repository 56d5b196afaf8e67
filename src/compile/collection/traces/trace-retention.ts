/** The time that traces are kept where it is not said. */
export const defaultTraceRetention = "72h";
