/* The UAE Design System as a Tailwind plugin, without what must not reach a browser of ours:
   its 36 font faces lie on another host, its palettes are written in a way that phones of 2021 do
   not know (styles/tokens.css has the same colours), and its carousels and sliders are not used.
   Everything else is passed on as it is; its defects are mended in styles/mends.css. */

const system = require("@aegov/design-system");

const HOSTED_ELSEWHERE = /url\(["']?(https?:)?\/\//;
const NOT_OURS = /^(@font-face|:where\(:root\)|\.slick|\[dir="rtl"\]$|input\[type="(range|file)"\])/;

function ours(styles) {
  return Object.fromEntries(
    Object.entries(styles).filter(
      ([selector, rules]) =>
        !NOT_OURS.test(selector) && !HOSTED_ELSEWHERE.test(JSON.stringify(rules)),
    ),
  );
}

function quietly(work) {
  const kept = { log: console.log, group: console.group, groupEnd: console.groupEnd };
  Object.assign(console, { log() {}, group() {}, groupEnd() {} });
  try {
    work();
  } finally {
    Object.assign(console, kept);
  }
}

module.exports = {
  config: system.config,
  handler(api) {
    const addBase = (styles) => api.addBase(ours(styles));
    quietly(() => system.handler({ ...api, addBase }));
  },
};
