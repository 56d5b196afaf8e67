import { SyncError } from "../sync-error.js";

/** A request after which it is unknown if the server did what it asks for: the connection broke, or a gateway gave up. */
export class AmbiguousFailure extends SyncError {}

/** A read that got no answer, however often it was repeated: the connection broke, or a gateway gave up. */
export class Unanswered extends SyncError {}
