/** Thrown where executing a template cannot go on; its message is worded as Go words it. */
export class ExecutionFailure extends Error {}
