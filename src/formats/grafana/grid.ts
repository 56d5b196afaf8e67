/** Columns of Grafana's grid. */
export const gridColumns = 24;

const cellHeight = 30;
const cellMargin = 8;

/** Pixels from one row of the grid to the next. */
export const gridRowPixels = cellHeight + cellMargin;

/** Panels that were placed in rows of pixels are at least this high. */
export const minPanelPixels = 3 * cellHeight;
