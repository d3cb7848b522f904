import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { proven } from '../../security/proofs.js';
import { runGavel } from '../cli/runGavel.js';

const TEST = 'test/contract/trust/hostileNames.test.ts';

/** What a service, or whoever writes to its library, may call a file. */
const SERVICE_NAMES = [
  '../canary.jsonl',
  '../../canary.jsonl',
  '..\\canary.jsonl',
  '/etc/cron.d/evil.jsonl',
  'C:\\Windows\\win.jsonl',
  '\\\\host\\share\\x.jsonl',
  '..',
  '.',
  '',
  ' ',
  '...',
  '.bashrc',
  '.git/hooks/pre-commit',
  '-rf.jsonl',
  '--help',
  '~/x.jsonl',
  'CON',
  'NUL.jsonl',
  'nul .jsonl',
  'COM¹.csv',
  'rows.jsonl:stream',
  'rows.jsonl. ',
  'a\nb.jsonl',
  'a\0b.jsonl',
  'a\rb.jsonl',
  '\u202Elnosj.swor',
  '\u001b[2Jrows.jsonl',
  `${'x'.repeat(300)}.jsonl`,
  `${'ü'.repeat(300)}.jsonl`,
  `${'a/'.repeat(2000)}b.jsonl`,
  'e\u0301.jsonl',
  '%2e%2e%2fcanary.jsonl',
  '$(touch pwned).jsonl',
  'half\uD800.jsonl',
];

/** Ids that would lead elsewhere in a URL. */
const IDS = [
  '..',
  '.',
  '',
  '../models',
  '..%2fmodels',
  '%2e%2e',
  '/files',
  'a?b=c',
  'a#b',
  'a\\..\\b',
];

describe('names that others have chosen', function () {
  this.timeout(60_000);
  let root: string;
  let folder: string;
  let server: Server;
  let url: string;
  let name = '';
  const asked: string[] = [];

  before(async () => {
    server = createServer((request, reply) => {
      asked.push(request.url ?? '');
      const isContent = request.url?.endsWith('/content') ?? false;
      const file = { id: 'file-1', filename: name, bytes: 8, FileType: 'jsonl', purpose: 'eval' };
      reply.setHeader('content-type', 'application/json');
      reply.end(isContent ? '{"a":1}\n' : JSON.stringify(file));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // Listens on a port.
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  });
  after(() => server.close());
  beforeEach(() => {
    root = realpathSync(mkdtempSync(path.join(tmpdir(), 'gavel-names-')));
    folder = path.join(root, 'a', 'repo');
    mkdirSync(folder, { recursive: true });
    asked.length = 0;
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const gavel = (args: readonly string[]) =>
    runGavel(args, {
      env: { TOGETHER_API_KEY: 'k', TOGETHER_BASE_URL: url, XDG_STATE_HOME: path.join(root, 's') },
      cwd: folder,
    });
  const treeOf = (place: string): string[] =>
    readdirSync(place, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
      .filter((each) => !each.startsWith(`s${path.sep}`));

  it('a download lands in the folder that it was asked into, as one plain new file', async () => {
    for (const each of SERVICE_NAMES) {
      name = each;
      const { exitCode, out, err } = await gavel(['files', 'get', 'file-1', '--json']);
      assert.equal(exitCode, 0, `${JSON.stringify(each)}: ${err}`);
      const { path: place } = JSON.parse(out) as { path: string };
      const left = treeOf(root);
      assert.deepEqual(left, [path.relative(root, place)], JSON.stringify(each));
      assert.equal(path.dirname(place), folder, JSON.stringify(each));
      assert.match(
        path.basename(place),
        /^[^\p{Cc}\p{Cf}.\s/\\:-][^\p{Cc}\p{Cf}/\\:]*\.(jsonl|csv)$/u,
      );
      assert.ok(Buffer.byteLength(path.basename(place)) <= 220);
      // There is one now: no other takes its place, whatever its case.
      const again = await gavel(['files', 'get', 'file-1']);
      assert.equal(again.exitCode, 2);
      assert.equal(readFileSync(place, 'utf8'), '{"a":1}\n');
      rmSync(place);
    }
    proven({
      area: 'Paths',
      claim:
        'A download lands in the folder it was asked into, under a name that is plain on every system, and replaces nothing',
      test: TEST,
      figure: `${SERVICE_NAMES.length} names that a service gives its files`,
    });
  });

  it('regression: an id stays one segment of the address that is asked', async () => {
    const commands = [
      (id: string) => ['fetch', '--', id],
      (id: string) => ['files', 'get', '--', id],
      (id: string) => ['files', 'rm', '--yes', '--', id],
      (id: string) => ['import', 'job', '--', id],
    ];
    for (const id of IDS) {
      for (const args of commands) {
        asked.length = 0;
        name = 'rows.jsonl';
        await gavel(args(id));
        for (const place of asked) {
          assert.match(
            place,
            /^\/v1\/(files|evaluation)\/(?!(\.|%2e)+(\/|$))[^/?#]+(\/content)?$/i,
            id,
          );
          assert.doesNotMatch(place, /%2f|%5c/i, id);
        }
        for (const left of treeOf(root)) rmSync(path.join(root, left));
      }
    }
    proven({
      area: 'Paths',
      claim: 'An id of a job or file never leads a request to another address of the service',
      test: TEST,
      figure: `${IDS.length} ids in ${commands.length} commands`,
    });
  });

  it('regression: a copied script runs nothing of a name, and takes none for an option', async function () {
    if (spawnSync('bash', ['-c', 'true']).status !== 0) this.skip();
    const names = [
      '-rf.jsonl',
      '--version.jsonl',
      '-o.jsonl',
      '$(touch pwned).jsonl',
      '`touch pwned`.jsonl',
      '; touch pwned;.jsonl',
      '| touch pwned |.jsonl',
      "a' touch pwned '.jsonl",
      'a" touch pwned ".jsonl',
      'a\ntouch pwned\n.jsonl',
      '\u001b]0;pwned\u0007.jsonl',
      '*.jsonl',
      '~.jsonl',
      '!!.jsonl',
      'a\\.jsonl',
      '# a.jsonl',
      '&& touch pwned #.jsonl',
      'a\u202Eb.jsonl',
      '${PATH}.jsonl',
      "$'\\x41'.jsonl",
    ];
    // The first that is called writes down its arguments.
    const bin = path.join(root, 'bin');
    mkdirSync(bin);
    for (const command of ['curl', 'tg', 'gavel', 'together', 'sleep']) {
      writeFileSync(
        path.join(bin, command),
        `#!/bin/bash\n[ -e '${root}/call' ] || printf '%s\\0' "$@" > '${root}/call'\nexit 1\n`,
      );
      chmodSync(path.join(bin, command), 0o755);
    }
    let scripts = 0;
    for (const [index, each] of names.entries()) {
      // All columns go out as the file, some as a copy of it: by turns, as bash takes its time.
      for (const columns of [1 + (index % 2)]) {
        for (const as of ['curl', 'together-cli']) {
          rmSync(folder, { recursive: true });
          mkdirSync(folder);
          const row = { question: 'q', answer: 'a', ...(columns === 2 && { unused: 'u' }) };
          writeFileSync(path.join(folder, each), `${JSON.stringify(row)}\n`);
          const spec = {
            type: 'classify',
            dataset: each,
            labels: ['good', 'bad'],
            pass_labels: ['good'],
            model_to_evaluate: 'answer',
            judge: { model: 'm/j', model_source: 'serverless', system_template: '{{ question }}' },
          };
          writeFileSync(path.join(folder, 'a.eval.json'), JSON.stringify(spec));
          const { exitCode, out, err } = await gavel(['export', 'a.eval.json', '--as', as]);
          assert.equal(exitCode, 0, `${JSON.stringify(each)}: ${err}`);
          rmSync(path.join(root, 'call'), { force: true });
          const script = path.join(root, 'script.sh');
          writeFileSync(script, out);
          spawnSync('bash', [script], {
            cwd: folder,
            env: { PATH: `${bin}:${process.env['PATH'] ?? ''}`, TOGETHER_API_KEY: 'k' },
          });
          assert.equal(existsSync(path.join(folder, 'pwned')), false, out);
          const words = readFileSync(path.join(root, 'call'), 'utf8').split('\0');
          const files = words.flatMap((word) => {
            const form = /^file=@"((?:\\.|[^"\\])*)"$/s.exec(word)?.[1]?.replace(/\\(.)/gs, '$1');
            return form ?? word;
          });
          const places = files.map((word) => path.resolve(folder, word));
          assert.ok(
            places.includes(path.join(folder, each)),
            `${JSON.stringify(words)} for ${JSON.stringify(each)}`,
          );
          const isOption = files.some((word) => word === each && word.startsWith('-'));
          assert.equal(isOption, false, JSON.stringify(words));
          scripts += 1;
        }
      }
    }
    assert.equal(scripts, names.length * 2);
    proven({
      area: 'Paths',
      claim: 'A copied script runs nothing that a file’s name says and takes no name for an option',
      test: TEST,
      figure: `${names.length} names in ${scripts} scripts, run by bash`,
    });
  });
});
