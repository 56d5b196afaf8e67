import { get, isJson, type Json, objectsOf } from "../plain-json.js";
import { variablesOf } from "./panels.js";

/** Version 6: annotations have a list of their own; variables always have a type. */
export function moveAnnotations(dashboard: Json): void {
  const pulldown = objectsOf(dashboard.pulldowns).find(({ type }) => type === "annotations");
  if (pulldown) dashboard.annotations = { list: pulldown.annotations ?? [] };
  for (const variable of variablesOf(dashboard)) {
    if (!("datasource" in variable)) variable.datasource = null;
    if (variable.type === "filter" || variable.type === undefined) variable.type = "query";
    if (variable.allFormat === null) delete variable.allFormat;
  }
}

/** Version 12: when a variable refreshes, and what of it is hidden, are numbers. */
export function numberVariableOptions(variable: Json): void {
  if ("refresh" in variable) variable.refresh = variable.refresh === true ? 1 : 0;
  if (variable.hideVariable === true) variable.hide = 2;
  else if (variable.hideLabel === true) variable.hide = 1;
}

/** Version 23: the chosen value is a list exactly if several can be chosen. */
export function alignChoice(variable: Json): void {
  const { multi, current } = variable;
  if (typeof multi !== "boolean" || !isJson(current) || Object.keys(current).length === 0) return;
  const choice = { ...current };
  variable.current = choice;
  if (!multi) {
    for (const name of ["value", "text"]) {
      const chosen = choice[name];
      if (Array.isArray(chosen)) choice[name] = chosen[0] ?? "";
    }
  } else if ("value" in choice && !Array.isArray(choice.value)) {
    choice.value = [choice.value];
    if ("text" in choice && !Array.isArray(choice.text)) choice.text = [choice.text];
  }
}

/** Version 27: a constant that is shown is a text field. */
export function convertConstant(variable: Json): void {
  if (variable.type !== "constant") return;
  const query = typeof variable.query === "string" ? variable.query : "";
  variable.query = query;
  variable.current = { selected: true, text: query, value: query };
  variable.options = [{ selected: true, text: query, value: query }];
  if (variable.hide === 0 || variable.hide === 1) variable.type = "textbox";
}

/** Version 28: value groups no longer exist. */
export function removeValueGroups(variable: Json): void {
  for (const name of ["tags", "tagsQuery", "tagValuesQuery", "useTags"]) if (variable[name]) delete variable[name];
}

/** Version 29: queries are asked at least when the dashboard loads; their results are not kept. */
export function refreshQueryVariable(variable: Json): void {
  if (variable.type !== "query") return;
  if (variable.refresh !== 1 && variable.refresh !== 2) variable.refresh = 1;
  if (Array.isArray(variable.options) && variable.options.length > 0) variable.options = [];
}

/** Version 2: time range and variables were the options of a service. */
export function moveFilterService(dashboard: Json): void {
  const filter = get(dashboard, "services", "filter");
  if (!isJson(filter)) return;
  if ("time" in filter) dashboard.time = filter.time;
  if ("list" in filter) {
    const templating = isJson(dashboard.templating) ? dashboard.templating : {};
    templating.list = filter.list;
    dashboard.templating = templating;
  }
  delete dashboard.services;
}
