// The small pictures beside words. They only repeat what the words say, so screen readers pass them by.

const NAMESPACE = "http://www.w3.org/2000/svg";
const RING = "M12 3a9 9 0 1 1 0 18a9 9 0 1 1 0-18";

/** Strokes on a field of 24 by 24. */
const STROKES = {
  check: `${RING}M8 12.4l2.8 2.8L16 9.6`,
  clock: `${RING}M12 7.2V12l3.2 2`,
  warning: "M12 4L2.8 20h18.4zM12 10v4.4M12 17v.2",
  question: `${RING}M9.4 9.6a2.6 2.6 0 1 1 3.9 2.2c-.9.5-1.3 1-1.3 2M12 16.8v.2`,
  send: "M21 3L3 10.4l7.2 3.4L13.6 21zM10.2 13.8L21 3",
  skip: "M4.5 6l7 6l-7 6zM13 6l7 6l-7 6z",
  wrench: "M20.4 7.2a5 5 0 0 1-6.8 5.6l-6.4 6.4a2 2 0 0 1-2.8-2.8l6.4-6.4a5 5 0 0 1 5.6-6.8l-2.9 2.9l.6 3.2l3.2.6z",
  person: "M12 4a4 4 0 1 1 0 8a4 4 0 1 1 0-8M4.5 20.5c1-4 4-5.5 7.5-5.5s6.5 1.5 7.5 5.5",
  apart: "M6.5 8.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 1 1 0-7M17.5 8.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 1 1 0-7",
  cross: `${RING}M9 9l6 6M15 9l-6 6`,
};

/** @typedef {keyof typeof STROKES} IconName */

/** @param {IconName} name */
export function icon(name) {
  const svg = document.createElementNS(NAMESPACE, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(NAMESPACE, "path");
  path.setAttribute("d", STROKES[name]);
  svg.append(path);
  return svg;
}
