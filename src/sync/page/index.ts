export { composeMessages, type TestMessage } from "./compose-messages.js";
export { type FoundReceiver, findReceiver } from "./find-receiver.js";
export { readSecret } from "./read-secret.js";
export { hostOf, sendMessages } from "./send-messages.js";
