import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { askPerson } from '../../../src/cli/mcp/askPerson.js';
import { readTexts } from '../../../src/cli/readTexts.js';
import { runCli } from '../../../src/cli/runCli.js';
import type { Proposal } from '../../../src/core/agents/agentCall.js';
import { LOCALES } from '../../../src/l10n/localeOf.js';
import { configureTexts, currentTexts, t } from '../../../src/l10n/t.js';

const german = {
  locale: 'de',
  bundle: {
    'Usage:': 'Aufruf:',
    'display help for command': 'Hilfe zum Befehl anzeigen',
    'check eval specs': 'Auswertungs-Specs prüfen',
    "error: unknown option '{0}'": "Fehler: unbekannte Option '{0}'",
    'It must be a whole number from 1.': 'Es muss eine ganze Zahl ab 1 sein.',
    'Run it': 'Ausführen',
  },
};

describe('the language of the command line', () => {
  beforeEach(() => configureTexts(german));
  afterEach(() => configureTexts(undefined));

  it('is that of the terminal, for help and for faults of arguments', async () => {
    const help = await said('--help');
    assert.match(help, /^Aufruf: gavel/);
    assert.match(help, /Auswertungs-Specs prüfen/);
    assert.match(help, /-h, --help +Hilfe zum Befehl anzeigen/);
    assert.match(await said('validate', '--jsn'), /^Fehler: unbekannte Option '--jsn'/);
  });

  it('is the one that --locale names, before the terminal’s', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gavel-texts-'));
    await writeFile(join(folder, 'bundle.l10n.de.json'), '{"Run it":"Ausführen"}');
    const base = pathToFileURL(`${folder}/`);
    const localeFor = async (...argv: string[]) => (await readTexts({}, base, argv))?.locale;
    assert.equal(await localeFor('run', 'a.eval.json', '--locale', 'de'), 'de');
    assert.equal(await localeFor('--locale=de', 'run'), 'de');
    assert.equal(await localeFor('run', '--locale', 'tlh'), undefined);
    assert.equal((await readTexts({ LANG: 'de_DE' }, base, ['--locale', 'en']))?.locale, undefined);
    assert.equal((await readTexts({ LANG: 'de_DE' }, base))?.locale, 'de');
    assert.match(await said('models', '--locale', 'tlh'), /'tlh'.*Allowed choices are en, de/);
    assert.doesNotMatch(await said('validate', '--locale', 'de', '--help'), /unknown/);
    await rm(folder, { recursive: true });
  });

  it('can be each that there are texts in', () => {
    const translated = readdirSync('l10n', { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    assert.deepEqual([...LOCALES], ['en', ...translated.map(({ name }) => name)]);
  });

  it('is English with --json, and the terminal’s again after it', async () => {
    const printed = await said('run', '--json', '--limit', 'x');
    assert.match(printed, /It must be a whole number from 1\./);
    assert.doesNotMatch(printed, /Es muss/);
    assert.equal(t('Run it'), 'Ausführen');
  });

  it('of a question over MCP is the person’s, where models are spoken to in English', async () => {
    configureTexts(undefined);
    let title: unknown;
    const server = {
      server: {
        getClientCapabilities: () => ({ elicitation: { form: {} } }),
        elicitInput: ({ requestedSchema }: { requestedSchema: AskedSchema }) => {
          ({ title } = requestedSchema.properties.confirm);
          return Promise.resolve({ action: 'decline' });
        },
      },
    };
    const asking = { server: server as never, person: german };
    await assert.rejects(
      askPerson(asking, proposal, new AbortController().signal),
      /^UserError: Not run: the person said no/,
    );
    assert.equal(title, 'Ausführen');
    assert.equal(currentTexts(), undefined);
  });
});

/** As much of it as the question says. */
const proposal = {
  preflight: {
    plan: { name: 'Right answers', backend: 'demo' },
    destinations: [],
    problems: [],
  },
  isDryRun: false,
} as unknown as Proposal;

interface AskedSchema {
  readonly properties: { readonly confirm: { readonly title: string } };
}

/** What a command prints, to either outlet. */
async function said(...args: readonly string[]): Promise<string> {
  const both = new PassThrough();
  await runCli(args, {
    env: {},
    cwd: tmpdir(),
    stdout: both,
    stderr: both,
    signal: new AbortController().signal,
    toolVersion: '0.0.0',
  });
  both.end();
  return text(both);
}
