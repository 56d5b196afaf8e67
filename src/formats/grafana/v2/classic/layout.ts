import { gridColumns } from "../../grid.js";
import { get, isJson, type Json, objectsOf, origin } from "../../plain-json.js";
import { autoGridColumns, autoGridPositions } from "../auto-grid.js";
import { integerAt, textAt } from "../members.js";
import { convertElement } from "./panels.js";

/** Converts elements and their layout to panels with positions. */
export function convertLayout(spec: Json): readonly Json[] {
  const elements = isJson(spec.elements) ? spec.elements : {};
  const flattening = new Flattening(elements);
  const { layout } = spec;
  if (textAt(layout, "kind") === "RowsLayout" || textAt(layout, "kind") === "TabsLayout") {
    return flattening.placeSections(layout, 0).panels;
  }
  return flattening.placeItems(layout, 0).panels;
}

/** Panels, and the line after them. */
interface Placed {
  readonly panels: readonly Json[];
  readonly end: number;
}

/** Writes nested rows and tabs one below the other, since classic rows hold panels only. */
class Flattening {
  private readonly elements: Json;
  private nextRowId: number;

  constructor(elements: Json) {
    this.elements = elements;
    const ids = Object.values(elements).map((element) => integerAt(get(element, "spec"), "id") ?? 0);
    this.nextRowId = ids.reduce((max, id) => Math.max(max, id), 0) + 1;
  }

  /** The rows or tabs of a layout. */
  placeSections(layout: unknown, y: number): Placed {
    const panels: Json[] = [];
    let end = y;
    for (const row of objectsOf(get(layout, "spec", "rows"))) append(this.placeRow(get(row, "spec"), end));
    for (const tab of objectsOf(get(layout, "spec", "tabs"))) append(this.placeTab(get(tab, "spec"), end));
    return { panels, end };

    function append(placed: Placed): void {
      panels.push(...placed.panels);
      end = placed.end;
    }
  }

  private placeTab(tab: unknown, y: number): Placed {
    const heading = this.makeHeading(tab, y, { panels: [], collapsed: false });
    const layout = get(tab, "layout");
    const content = isNested(layout) ? this.placeSections(layout, y + 1) : this.placeItems(layout, y + 1);
    const end = isNested(layout) ? bottomOf(content.panels, y + 1) : content.end;
    return { panels: [heading, ...content.panels], end };
  }

  private placeRow(row: unknown, y: number): Placed {
    const layout = get(row, "layout");
    const isHidden = get(row, "hideHeader") === true;
    if (isNested(layout)) {
      const heading = isHidden ? [] : [this.makeHeading(row, y, { panels: [], collapsed: false, repeats: false })];
      const top = y + heading.length;
      const { panels } = this.placeSections(layout, top);
      return { panels: [...heading, ...panels], end: bottomOf(panels, top) };
    }
    const collapse = get(row, "collapse");
    const collapsed = typeof collapse === "boolean" ? collapse : undefined;
    if (isHidden) return this.placeOpenRow([], layout, textAt(layout, "kind") === "GridLayout" ? 0 : y, y);
    if (collapsed === true) {
      const { panels } = this.placeItems(layout, y + 1);
      const heading = this.makeHeading(row, y, { collapsed, ...(panels.length > 0 && { panels }) });
      return { panels: [heading], end: y + 1 };
    }
    // As in Grafana, the panels of an open row begin on the line of its heading: it moves them when it loads them.
    return this.placeOpenRow([this.makeHeading(row, y, { collapsed })], layout, y, y);
  }

  private placeOpenRow(heading: readonly Json[], layout: unknown, y: number, start: number): Placed {
    const { panels } = this.placeItems(layout, y);
    const isGrid = textAt(layout, "kind") === "GridLayout";
    return { panels: [...heading, ...panels], end: bottomOf(panels, isGrid ? 0 : start) };
  }

  private makeHeading(
    section: unknown,
    y: number,
    {
      panels,
      collapsed,
      repeats = true,
    }: { panels?: readonly Json[]; collapsed?: boolean | undefined; repeats?: boolean },
  ): Json {
    const repeat = repeats ? textAt(get(section, "repeat"), "value") : undefined;
    const title = get(section, "title");
    return {
      [origin]: (section as Json | undefined)?.[origin],
      type: "row",
      id: this.nextRowId++,
      ...(typeof title === "string" && { title }),
      ...(collapsed !== undefined && { collapsed }),
      ...(repeat !== undefined && { repeat }),
      gridPos: { x: 0, y, w: gridColumns, h: 1 },
      ...(panels && { panels }),
    };
  }

  /** The panels of a grid, `y` lines further down; those of an automatic grid fill its columns line by line. */
  placeItems(layout: unknown, y: number): Placed {
    const specs = objectsOf(get(layout, "spec", "items")).map((item) => get(item, "spec"));
    const panels = textAt(layout, "kind") === "AutoGridLayout" ? this.fill(layout, specs, y) : this.place(specs, y);
    return { panels, end: bottomOf(panels, y) };
  }

  private place(specs: readonly unknown[], y: number): readonly Json[] {
    return specs.flatMap((spec) => {
      const gridPos = {
        x: integerAt(spec, "x") ?? 0,
        y: (integerAt(spec, "y") ?? 0) + y,
        w: integerAt(spec, "width") ?? 0,
        h: integerAt(spec, "height") ?? 0,
      };
      return this.makePanel(spec, gridPos, convertRepeat(get(spec, "repeat")));
    });
  }

  private fill(layout: unknown, specs: readonly unknown[], y: number): readonly Json[] {
    const options = get(layout, "spec");
    const positions = autoGridPositions(options, specs.length, y);
    return specs.flatMap((spec, index) => {
      const value = textAt(get(spec, "repeat"), "value");
      const repeat =
        value === undefined ? {} : { repeat: value, repeatDirection: "h", maxPerRow: autoGridColumns(options) };
      return this.makePanel(spec, { ...positions[index] }, repeat);
    });
  }

  private makePanel(spec: unknown, gridPos: Json, repeat: Json): readonly Json[] {
    const name = textAt(get(spec, "element"), "name");
    const element = name !== undefined && Object.hasOwn(this.elements, name) ? this.elements[name] : undefined;
    const panel = convertElement(element);
    return panel ? [{ ...panel, gridPos, ...repeat }] : [];
  }
}

function convertRepeat(repeat: unknown): Json {
  const value = textAt(repeat, "value");
  if (value === undefined) return {};
  const [direction, maxPerRow] = [textAt(repeat, "direction"), integerAt(repeat, "maxPerRow")];
  return {
    repeat: value,
    ...(direction !== undefined && { repeatDirection: direction }),
    ...(maxPerRow !== undefined && { maxPerRow }),
  };
}

function isNested(layout: unknown): boolean {
  const kind = textAt(layout, "kind");
  return kind === "RowsLayout" || kind === "TabsLayout";
}

function bottomOf(panels: readonly Json[], top: number): number {
  return panels.reduce((max, { gridPos }) => {
    return Math.max(max, (integerAt(gridPos, "y") ?? 0) + (integerAt(gridPos, "h") ?? 0));
  }, top);
}
