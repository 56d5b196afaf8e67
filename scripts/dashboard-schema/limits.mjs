// @ts-check

/** Numbers that Grafana stores as integers. */
const WHOLE = [
  ...["minVizWidth", "minVizHeight", "maxVizHeight"].map((name) => `bargauge.Options.${name}`),
  ...["minVizWidth", "minVizHeight"].map((name) => `gauge.Options.${name}`),
  ...["limit", "spss", "exemplars"].map((name) => `tempo.Dataquery.${name}`),
  ...["version", "revision"].map((name) => `dashboard.Dashboard.${name}`),
  "dashboard.ValueMappingResult.index",
  "histogram.Options.bucketSize",
  "loki.dataquery.resolution",
  "prometheus.Dataquery.intervalFactor",
  "prometheus.Dataquery.maxDataPoints",
];

/**
 * Constraints that TypeScript cannot express: bounds, integers, patterns. The SDK's builders enforce them at run time,
 * and Grafana rejects what breaks them. A `description` is the message where a pattern does not match.
 *
 * @type {Record<string, Record<string, unknown>>}
 */
export const LIMITS = {
  ...Object.fromEntries(WHOLE.map((path) => [path, { type: "integer" }])),
  "dashboard.Dashboard.uid": {
    pattern: "^[A-Za-z0-9_-]{1,40}$",
    description: 'must be at most 40 letters, digits, "-" and "_"',
  },
  "dashboard.Dashboard.title": { pattern: "\\S", description: "must not be empty" },
  "dashboard.Dashboard.schemaVersion": { type: "integer", const: 42 },
  "dashboard.Dashboard.fiscalYearStartMonth": { type: "integer", minimum: 0, maximum: 11 },
  // The SDK takes the links of a field for links of a dashboard.
  "dashboard.FieldConfig.links": {
    items: {
      type: "object",
      required: ["title", "url"],
      properties: { title: { type: "string" }, url: { type: "string" }, targetBlank: { type: "boolean" } },
    },
  },
  "dashboard.GridPos.h": { type: "integer", minimum: 1 },
  "dashboard.GridPos.w": { type: "integer", minimum: 1, maximum: 24 },
  "dashboard.GridPos.x": { type: "integer", minimum: 0, maximum: 23 },
  "dashboard.GridPos.y": { type: "integer", minimum: 0 },
  "dashboard.Panel.id": { type: "integer", minimum: 1 },
  "dashboard.Panel.type": { pattern: "^.", description: "must not be empty" },
  "dashboard.RowPanel.id": { type: "integer", minimum: 1 },
  "dashboard.VariableModel.auto_count": { type: "integer", minimum: 1 },
  "heatmap.HeatmapColorOptions.steps": { type: "integer", minimum: 2, maximum: 128 },
  "heatmap.Options.cellGap": { type: "integer", minimum: 0, maximum: 25 },
  "histogram.Options.bucketCount": { type: "integer", minimum: 1 },
  "histogram.FieldConfig.lineWidth": { type: "integer", minimum: 0, maximum: 10 },
  "histogram.FieldConfig.fillOpacity": { type: "integer", minimum: 0, maximum: 100 },
  "loki.dataquery.maxLines": { type: "integer", minimum: 0 },
  "statetimeline.Options.rowHeight": { minimum: 0, maximum: 1 },
  "statetimeline.Options.perPage": { minimum: 1 },
  "statetimeline.FieldConfig.spanNulls": { type: ["boolean", "integer"] },
  "statetimeline.FieldConfig.insertNulls": { type: ["boolean", "integer"] },
  "statetimeline.FieldConfig.lineWidth": { type: "integer", minimum: 0, maximum: 10 },
  "statetimeline.FieldConfig.fillOpacity": { type: "integer", minimum: 0, maximum: 100 },
};

/**
 * Properties that Grafana makes optional and we require: it has lost panels without an id, it moves panels without a
 * position, and queries are referred to by their `refId`.
 *
 * @type {Record<string, string[]>}
 */
export const REQUIRED = {
  "dashboard.Dashboard": ["uid", "title", "panels"],
  "dashboard.Panel": ["id", "gridPos"],
  "dashboard.RowPanel": ["gridPos"],
};

/**
 * Adds the constraints to the definitions. A name that no longer exists is an error.
 *
 * @param {Record<string, Record<string, any>>} definitions
 */
export function addLimits(definitions) {
  for (const [path, limit] of Object.entries(LIMITS)) {
    const [module, name, property] = path.split(".");
    const schema = definitions[`${module}.${name}`]?.properties?.[String(property)];
    if (schema === undefined) throw new Error(`there is no "${path}" to limit`);
    Object.assign(schema, limit);
  }
  for (const [key, names] of Object.entries(REQUIRED)) {
    const schema = definitions[key];
    const unknown = names.find((name) => schema?.properties?.[name] === undefined);
    if (schema === undefined || unknown !== undefined) throw new Error(`there is no "${key}.${unknown}" to require`);
    schema.required = [...new Set([...(schema.required ?? []), ...names])];
  }
}
