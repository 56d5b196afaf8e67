/** The quantity that Grafana takes a value for to show it in a unit. */
export interface UnitQuantity {
  readonly measure: "time" | "data" | "ratio" | "count" | "timestamp";
  readonly perSecond: boolean;
  /** The seconds, bytes or units that a value of 1 stands for. */
  readonly scale: number;
}

type Entry = readonly [id: string, scale: number];

const times: readonly Entry[] = [
  ["ns", 1e-9],
  ["µs", 1e-6],
  ["ms", 1e-3],
  ["s", 1],
  ["m", 60],
  ["h", 3600],
  ["d", 86_400],
  ["dtdurationms", 1e-3],
  ["dtdurations", 1],
  ["dthms", 1],
  ["dtdhms", 1],
  ["timeticks", 0.01],
  ["clockms", 1e-3],
  ["clocks", 1],
];

const dates = [
  ...["dateTimeAsIso", "dateTimeAsIsoNoDateIfToday", "dateTimeAsUS", "dateTimeAsUSNoDateIfToday"],
  ...["dateTimeAsLocal", "dateTimeAsLocalNoDateIfToday", "dateTimeAsSystem", "dateTimeFromNow"],
];

const amounts: readonly Entry[] = [
  ["bits", 1 / 8],
  ["decbits", 1 / 8],
  ["bytes", 1],
  ["decbytes", 1],
  ...prefixed(["kbytes", "mbytes", "gbytes", "tbytes", "pbytes"], 1024),
  ...prefixed(["deckbytes", "decmbytes", "decgbytes", "dectbytes", "decpbytes"], 1000),
];

const throughputs: readonly Entry[] = [
  ["Bps", 1],
  ["binBps", 1],
  ["bps", 1 / 8],
  ["binbps", 1 / 8],
  ...prefixed(["KBs", "MBs", "GBs", "TBs", "PBs"], 1000),
  ...prefixed(["KiBs", "MiBs", "GiBs", "TiBs", "PiBs"], 1024),
  ...prefixed(["Kbits", "Mbits", "Gbits", "Tbits", "Pbits"], 1000, 1 / 8),
  ...prefixed(["Kibits", "Mibits", "Gibits", "Tibits", "Pibits"], 1024, 1 / 8),
];

const perSecond = ["pps", "cps", "ops", "reqps", "rps", "wps", "iops", "eps", "mps", "recps", "rowsps"];
const perMinute = ["cpm", "opm", "reqpm", "rpm", "wpm", "epm", "mpm", "recpm", "rowspm"];

function prefixed(ids: readonly string[], factor: number, base = 1): readonly Entry[] {
  return ids.map((id, index) => [id, base * factor ** (index + 1)]);
}

function quantities(measure: UnitQuantity["measure"], entries: readonly Entry[], isRate = false) {
  return entries.map(([id, scale]): [string, UnitQuantity] => [id, { measure, perSecond: isRate, scale }]);
}

const byId: ReadonlyMap<string, UnitQuantity> = new Map([
  ...quantities("time", times),
  ...quantities(
    "timestamp",
    dates.map((id) => [id, 1e-3]),
  ),
  ...quantities("data", amounts),
  ...quantities("data", throughputs, true),
  ...quantities("ratio", [
    ["percent", 0.01],
    ["percentunit", 1],
  ]),
  ...quantities(
    "count",
    [...perSecond.map((id): Entry => [id, 1]), ...perMinute.map((id): Entry => [id, 1 / 60])],
    true,
  ),
]);

/** The quantity of a unit; undefined for one that fits several, such as `short`, and for units of other quantities. */
export function unitQuantity(id: string): UnitQuantity | undefined {
  return byId.get(id);
}

/** Lists the units of a quantity, the most usual first. */
export function unitsOf({ measure, perSecond: isRate }: Pick<UnitQuantity, "measure" | "perSecond">) {
  return [...byId].filter(([, quantity]) => quantity.measure === measure && quantity.perSecond === isRate);
}

/** Ids of the units that have no quantity above, as in Grafana 12. */
const others = `
  none string short sishort humidity dB candela hex0x hex sci locale pixel
  accMS2 accFS2 accG degree radian grad arcmin arcsec areaM2 areaF2 areaMI2 acres hectares
  flops mflops gflops tflops pflops eflops zflops yflops
  ppm conppb conngm3 conngNm3 conμgm3 conμgNm3 conmgm3 conmgNm3 congm3 congNm3 conmgdL conmmolL
  currencyUSD currencyGBP currencyEUR currencyJPY currencyRUB currencyUAH currencyBRL currencyDKK currencyISK
  currencyNOK currencySEK currencyCZK currencyCHF currencyPLN currencyBTC currencymBTC currencyμBTC currencyZAR
  currencyINR currencyKRW currencyIDR currencyPHP currencyVND currencyTRY currencyMYR currencyXPF currencyBGN
  currencyPYG currencyUYU currencyILS
  watt kwatt megwatt gwatt mwatt Wm2 voltamp kvoltamp voltampreact kvoltampreact watth watthperkg kwatth kwattm mwatth
  amph kamph mamph joule ev amp kamp mamp volt kvolt mvolt dBm mohm ohm kohm Mohm
  farad µfarad nfarad pfarad ffarad henry mhenry µhenry lumens
  flowgpm flowcms flowcfs flowcfm litreh flowlpm flowmlpm lux forceNm forcekNm forceN forcekN
  Hs KHs MHs GHs THs PHs EHs massmg massg masslb masskg masst
  lengthmm lengthin lengthft lengthm lengthkm lengthmi
  pressurembar pressurebar pressurekbar pressurepa pressurehpa pressurekpa pressurehg pressurepsi
  radbq radci radgy radrad radsv radmsv radusv radrem radexpckg radr radsvh radmsvh radusvh
  rotrpm rothz rotkhz rotmhz rotghz rotrads rotdegs celsius fahrenheit farenheit kelvin hertz
  velocityms velocitykmh velocitymph velocityknot mlitre litre m3 Nm3 dm3 gallons bool bool_yes_no bool_on_off
`;

/** The ids of Grafana's units. */
export const unitIds: ReadonlySet<string> = new Set([...byId.keys(), ...others.trim().split(/\s+/)]);

/** True for a unit of the user's own: `suffix:orders`, `currency:£`. */
export function isCustomUnit(id: string): boolean {
  return /^(?:prefix|suffix|time|si|count|currency|bool):/.test(id);
}
