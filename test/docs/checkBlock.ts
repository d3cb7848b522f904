import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse as parseJsonc, type ParseError } from 'jsonc-parser';
import { parseAllDocuments } from 'yaml';
import { runGavel } from '../contract/cli/runGavel.js';
import type { CodeBlock } from './pages.js';

/** Fields that only a part of an eval spec has. */
const SPEC_PARTS = ['judge', 'run', 'gates', 'model_to_evaluate', 'model_a', 'backend', 'labels'];

/** Blocks that are no shell: the file that they are is read and, where it is a spec or template, tried. */
export async function checkBlock(block: CodeBlock, folder: string): Promise<void> {
  const { language, text, title } = block;
  if (title !== undefined) await writeFile(join(folder, title), `${text}\n`);
  switch (language) {
    case 'json':
      JSON.parse(text);
      break;
    case 'jsonc': {
      const errors: ParseError[] = [];
      parseJsonc(text, errors, { allowTrailingComma: true });
      assert.deepEqual(errors, []);
      break;
    }
    case 'jsonl':
      for (const line of text.split('\n')) JSON.parse(line);
      break;
    case 'yaml':
      await checkYaml(block, folder);
      break;
    case 'jinja':
      await checkTemplate(text, folder);
  }
  if (title !== undefined && /\.eval\.\w+$/.test(title)) await validate(title, folder);
}

async function checkYaml({ text, title }: CodeBlock, folder: string): Promise<void> {
  const documents = parseAllDocuments(text);
  assert.deepEqual(
    documents.flatMap(({ errors }) => errors),
    [],
  );
  const value: unknown = documents[0]?.toJS();
  if (title !== undefined || typeof value !== 'object' || value === null) return;
  const names = Object.keys(value);
  const isWhole = 'type' in value && 'dataset' in value;
  if (!isWhole && !names.every((name) => SPEC_PARTS.includes(name))) return;
  const base = JSON.parse(await readFile('test/docs/base.eval.json', 'utf8')) as object;
  await writeFile(join(folder, 'part.eval.json'), JSON.stringify({ ...base, ...value }));
  await validate('part.eval.json', folder);
  await rm(join(folder, 'part.eval.json'));
}

async function checkTemplate(text: string, folder: string): Promise<void> {
  await writeFile(join(folder, 'part.jinja'), text);
  const args = ['render', 'part.jinja', '--data', 'rows.jsonl', '--row', '1', '--json'];
  await writeFile(join(folder, 'rows.jsonl'), await readFile(join(folder, ROWS), 'utf8'));
  const { exitCode, out, err } = await runGavel(args, { env: {}, cwd: folder });
  assert.equal(exitCode, 0, out + err);
}

const ROWS = 'support-answers.jsonl';

async function validate(file: string, folder: string): Promise<void> {
  const { exitCode, out, err } = await runGavel(['validate', file], { env: {}, cwd: folder });
  assert.equal(exitCode, 0, out + err);
}
