import { news } from "telltale";
import { expect, test } from "vitest";
import { render } from "../../render.js";

test("shows a feed", () => {
  const panel = news("A", { feed: "https://status.example.com/history.atom", showImage: false });
  expect(render(panel, []).options).toEqual({ feedUrl: "https://status.example.com/history.atom", showImage: false });
});
