/** Thrown when the execution of a template fails; its message is worded as Go words it. */
export class ExecutionFailure extends Error {}
