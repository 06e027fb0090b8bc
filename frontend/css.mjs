// Builds static/css/site.css: the design system's rules for the classes our templates use, then
// our own sheets. The same bytes every time.
//
//     npm ci --ignore-scripts && node css.mjs [FILE]

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "@tailwindcss/node";
import { transform } from "lightningcss";

const HERE = dirname(fileURLToPath(import.meta.url));
const TEMPLATES = join(HERE, "..", "templates");
const OUTPUT = process.argv[2] ?? join(HERE, "..", "static", "css", "site.css");

// The oldest browsers that get the whole look: phones that take no system newer than 2021's.
// Nesting, media ranges and colour functions are written in the older way for them.
const version = (major, minor = 0) => (major << 16) | (minor << 8);
const TARGETS = {
  chrome: version(99),
  edge: version(99),
  firefox: version(97),
  ios_saf: version(15, 4),
  safari: version(15, 4),
};

function files(folder, ending) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

// Classes that stand in a template, or that a template puts together from an editor's choice:
// every word of every class attribute, its template tags taken out.
function classesOfTemplates() {
  const found = new Set();
  for (const file of files(TEMPLATES, ".html")) {
    const text = readFileSync(file, "utf8");
    for (const [, value] of text.matchAll(/class="((?:\{%[\s\S]*?%\}|\{\{[\s\S]*?\}\}|[^"])*)"/g)) {
      const words = value.replace(/\{%[\s\S]*?%\}|\{\{[\s\S]*?\}\}/g, " ");
      for (const word of words.split(/\s+/)) found.add(word);
    }
  }
  return found;
}

// Only the design system's own names are asked for: of Tailwind's thousands of utilities several
// are called as our components are (`table`, `contents`), and would lay them out anew.
function classesOfSystem() {
  const styles = createRequire(import.meta.url)("@aegov/design-system/dist/plugin.js");
  const names = new Set();
  for (const selector of Object.keys(styles["@layer aegov-components"])) {
    for (const [, name] of selector.matchAll(/\.([a-z][\w-]*)/g)) names.add(name);
  }
  return names;
}

const read = (name) => JSON.parse(readFileSync(join(HERE, name), "utf8"));
const SAFELIST = read("safelist.json");
const VERSIONS = read("package.json").dependencies;

const used = classesOfTemplates();
const candidates = [...classesOfSystem()]
  .filter((name) => used.has(name) || SAFELIST.includes(name))
  .sort();

const FIRST = "styles/tokens.css";
const LAST = "styles/print.css";
const IMPORTED = "styles/ground.css"; // by site.css, into a layer
const sheets = [
  FIRST,
  ...files(join(HERE, "styles"), ".css")
    .map((file) => relative(HERE, file))
    .filter((file) => ![FIRST, LAST, IMPORTED].includes(file)),
  ...files(TEMPLATES, ".css").map((file) => relative(HERE, file)),
  LAST,
];

// A block left open in one sheet would swallow all that follow it, without a word.
function whole(file) {
  const text = readFileSync(join(HERE, file), "utf8");
  const bare = text.replace(/\/\*[\s\S]*?\*\//g, "");
  if (bare.split("{").length !== bare.split("}").length) {
    console.error(`${file}: a brace is missing; static/css/site.css is left as it was`);
    process.exit(1);
  }
  return text;
}

whole(IMPORTED);
const entry = ["site.css", ...sheets].map(whole).join("\n");

const compiler = await compile(entry, { base: HERE, onDependency() {} });
const { code } = transform({
  filename: "site.css",
  code: Buffer.from(compiler.build(candidates)),
  minify: true,
  targets: TARGETS,
});
const notice =
  `/*! UAE Design System ${VERSIONS["@aegov/design-system"]}, Tailwind CSS ${VERSIONS.tailwindcss}: MIT. ` +
  "See THIRD-PARTY.md. Built by frontend/css.mjs. */\n";
writeFileSync(OUTPUT, notice + code.toString() + "\n");
