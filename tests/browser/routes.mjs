// The pages that there are, read from the routers' source: so that no page is forgotten when pages are looked at.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { assertLooksRight } from './browser.mjs';

const web = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../crates/web/src');

/** The patterns of every route in this folder of crates/web/src that answers GET, such as `/console/reports/{id}`. */
export async function pagesOf(folder) {
  const files = (await readdir(path.join(web, folder), { recursive: true })).filter((file) => file.endsWith('.rs'));
  const found = [];
  for (const file of files) {
    const source = await readFile(path.join(web, folder, file), 'utf8');
    const routes = [...source.matchAll(/\.route\(\s*(.+?),\s(.*)/g)];
    if (routes.length !== source.split('.route(').length - 1) throw new Error(`${file}: not every route could be read`);
    for (const [, where, handlers] of routes) {
      if (/\bget\(/.test(handlers)) found.push(await pattern(where, path.join(web, folder, file), source));
    }
  }
  return found;
}

/** The pattern that an expression stands for: written out, below a language, or a constant of this or another file. */
async function pattern(where, file, source) {
  const written = where.match(/^(?:&at\()?"(.*)"\)?$/) ?? where.match(/^&format!\("\/\{language\}(.*)"\)$/);
  if (written) return written[1];
  const modules = where.split('::');
  const name = modules.pop();
  const beside = path.join(path.dirname(file), path.basename(file, '.rs'));
  const sources = modules.length === 0 ? [source] : await Promise.all(
    [path.dirname(file), beside].flatMap((folder) => ['.rs', '/mod.rs'].map((end) => path.join(folder, ...modules) + end))
      .map((candidate) => readFile(candidate, 'utf8').catch(() => '')));
  const value = sources.map((text) => text.match(new RegExp(`const ${name}: &str = "([^"]+)"`))?.[1]).find(Boolean);
  if (!value) throw new Error(`${file}: the address ${where} is written in a way that this test cannot read`);
  return value;
}

/** The pattern that an address belongs to, if any: what is written out comes before what stands for anything. */
export function patternOf(patterns, address) {
  const parts = address.split('/');
  const fits = (candidate) => {
    const own = candidate.split('/');
    return own.length === parts.length && own.every((part, at) => part === parts[at] || (/^\{.+\}$/.test(part) && parts[at] !== ''));
  };
  const holes = (candidate) => candidate.split('{').length;
  return patterns.filter(fits).sort((a, b) => holes(a) - holes(b))[0];
}

/** Files, which nobody looks at here. */
const FILE = /csv|\.json$/;

/**
 * Goes to every page that somebody can reach by links from where they are and from `first`, one of each kind, and looks at those in
 * `patterns` that are not in `seen` yet. No link may lead to a page that is refused.
 */
export async function walkLinks(page, site, patterns, seen, who, first = []) {
  const links = async () => (await page.locator('a[href^="/"]').evaluateAll((all) => all.map((link) => link.getAttribute('href'))))
    .map((href) => href.split('#')[0]);
  const waiting = [...first, ...await links()];
  const known = new Set();
  while (waiting.length > 0) {
    const href = waiting.shift();
    const kind = patternOf(patterns, href.split('?')[0]);
    if (!kind || known.has(kind)) continue;
    known.add(kind);
    if (FILE.test(kind)) {
      const answer = await page.request.get(site + href);
      assert.equal(answer.status(), 200, href);
      seen.add(kind);
      continue;
    }
    const answer = await page.goto(site + href);
    assert.equal(answer.status(), 200, `${href}, to which a link leads ${who}`);
    if (!seen.has(kind)) await assertLooksRight(page, kind);
    seen.add(kind);
    waiting.push(...await links());
  }
}
