// The licences of what is in the bundles: whoever passes a bundle on must pass them on too.
import { existsSync, readFileSync, readdirSync } from 'node:fs';

/**
 * The packages whose code is in some bundle, by esbuild's metafiles: name, version, licence and the
 * folder, in the order of their names.
 */
export function bundledPackages(metafiles) {
  const folders = new Set();
  const outputs = metafiles.flatMap(({ outputs }) => Object.values(outputs));
  for (const [path, { bytesInOutput }] of outputs.flatMap(({ inputs }) => Object.entries(inputs))) {
    // What was read and left out is not passed on.
    if (bytesInOutput === 0) continue;
    const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
    if (folder !== undefined) folders.add(folder);
  }
  const packages = [...folders].map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
    return { name, version, license, folder };
  });
  return packages.sort((one, other) => (one.folder < other.folder ? -1 : 1));
}

/** One text with the licence of each package; packages under the same words share them. */
export function noticesOf(packages) {
  const byText = new Map();
  for (const { folder, ...found } of packages) {
    const text = licenceText(folder) ?? `Licence: ${found.license}`;
    byText.set(text, [...(byText.get(text) ?? []), found]);
  }
  const parts = [...byText].map(([text, under]) => {
    const names = under.map(({ name, version, license }) => `${name} ${version} (${license})`);
    return `${names.join('\n')}\n\n${text}\n`;
  });
  return `Gavel contains these packages, each under its own licence.\n\n${parts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

/** What the package says of its licence, its notice included. */
function licenceText(folder) {
  const names = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)\b/i.test(name));
  const texts = names
    .sort()
    .map((name) => `${folder}/${name}`)
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'utf8').replaceAll('\r\n', '\n').trim());
  return texts.length === 0 ? undefined : texts.join('\n\n');
}
