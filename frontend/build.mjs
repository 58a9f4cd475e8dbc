// Compiles the style sheet (left to right and mirrored) and copies htmx and the fonts, with their licences.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import rtlcss from "rtlcss";
import * as sass from "sass";

const out = join(import.meta.dirname, "../src/alongside/web/static/web");
const modules = join(import.meta.dirname, "node_modules");
mkdirSync(join(out, "fonts"), { recursive: true });

const { css } = sass.compile(join(import.meta.dirname, "scss/alongside.scss"), {
  style: "compressed",
  loadPaths: [modules],
  quietDeps: true,
  silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function", "legacy-js-api"].filter(
    (name) => name in sass.deprecations,
  ),
});
writeFileSync(join(out, "alongside.css"), css + "\n");
writeFileSync(join(out, "alongside.rtl.css"), rtlcss.process(css) + "\n");

cpSync(join(modules, "htmx.org/dist/htmx.min.js"), join(out, "htmx.min.js"));
const fonts = { "atkinson-hyperlegible-next": "atkinson", "bricolage-grotesque": "bricolage" };
for (const [font, name] of Object.entries(fonts)) {
  const from = join(modules, "@fontsource-variable", font);
  for (const letters of ["latin", "latin-ext"])
    cpSync(join(from, "files", `${font}-${letters}-wght-normal.woff2`), join(out, "fonts", `${name}-${letters}.woff2`));
  cpSync(join(from, "LICENSE"), join(out, "fonts", `${name}-LICENCE.txt`));
}
writeFileSync(join(out, "LICENCES.txt"), licences());

// The lock file names versions and hashes, never a registry.
const lock = JSON.parse(readFileSync(join(import.meta.dirname, "package-lock.json"), "utf8"));
for (const one of Object.values(lock.packages)) for (const key of ["resolved", "funding"]) delete one[key];
writeFileSync(join(import.meta.dirname, "package-lock.json"), JSON.stringify(lock, null, 2) + "\n");

function licences() {
  return ["bootstrap", "htmx.org"]
    .map((name) => `${name}\n\n${readFileSync(join(modules, name, "LICENSE"), "utf8")}`)
    .join("\n----\n\n");
}
