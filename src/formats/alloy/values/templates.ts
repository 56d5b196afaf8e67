import { goFunctions, parseTemplate, type TemplateOptions } from "../../../gotemplate/index.js";

/** Functions of the library Sprig. */
const sprig = `
  abbrev abbrevboth add add1 add1f addf adler32sum ago all any append atoi b32dec b32enc b64dec b64enc base basename
  bcrypt biggest camelcase cat ceil chunk clean coalesce compact concat contains date dateInZone dateModify date_in_zone
  date_modify decryptAES deepCopy deepEqual default derivePassword dict dig dir div divf duration durationRound empty
  encryptAES env expandenv ext fail first float64 floor fromJson genCA genCAWithKey genPrivateKey genSelfSignedCert
  genSelfSignedCertWithKey genSignedCert genSignedCertWithKey get getHostByName has hasKey hasPrefix hasSuffix hello
  htmlDate htmlDateInZone htpasswd indent initial initials int int64 isAbs join kebabcase keys kindIs kindOf last list
  lower max maxf merge mergeOverwrite min minf mod mul mulf mustAppend mustChunk mustCompact mustDateModify mustDeepCopy
  mustFirst mustFromJson mustHas mustInitial mustLast mustMerge mustMergeOverwrite mustPrepend mustPush mustRegexFind
  mustRegexFindAll mustRegexMatch mustRegexReplaceAll mustRegexReplaceAllLiteral mustRegexSplit mustRest mustReverse
  mustSlice mustToDate mustToJson mustToPrettyJson mustToRawJson mustUniq mustWithout must_date_modify nindent nospace now
  omit osBase osClean osDir osExt osIsAbs pick pluck plural prepend push quote randAlpha randAlphaNum randAscii randBytes
  randInt randNumeric regexFind regexFindAll regexMatch regexQuoteMeta regexReplaceAll regexReplaceAllLiteral regexSplit
  repeat replace rest reverse round semver semverCompare seq set sha1sum sha256sum sha512sum shuffle slice snakecase
  sortAlpha split splitList splitn squote sub subf substr swapcase ternary title toDate toDecimal toJson toPrettyJson
  toRawJson toString toStrings trim trimAll trimPrefix trimSuffix trimall trunc tuple typeIs typeIsLike typeOf uniq
  unixEpoch unset until untilStep untitle upper urlJoin urlParse uuidv4 values without wrap wrapWith`;

/** Functions of stage.template. */
const stage = "ToLower ToUpper Replace Trim TrimLeft TrimRight TrimPrefix TrimSuffix TrimSpace Hash Sha2Hash";

const options: TemplateOptions = {
  functions: new Set([...goFunctions, ...sprig.trim().split(/\s+/), ...stage.split(" ")]),
  variables: [],
  elseWith: true,
};

/** Returns why Alloy does not accept the template of a log stage. */
export function templateProblem(text: string): string | undefined {
  return parseTemplate(text, options).errors[0]?.message;
}
