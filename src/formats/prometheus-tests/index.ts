export { testFileFindings } from "./findings.js";
export { type ReadTestFileOptions, type ReadTestFileResult, readTestFile } from "./read-test-file.js";
export type {
  AlertExpectation,
  ExpectedAlert,
  ExpectedSample,
  ExpressionExpectation,
  RuleTest,
  TestFile,
  TestSeries,
  TestStream,
} from "./test-file.js";
