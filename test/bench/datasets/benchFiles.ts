import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export interface BenchFile {
  readonly path: string;
  readonly format: 'csv' | 'jsonl';
  readonly bytes: number;
}

/** A text that stands in one of some 20,000 rows. */
export const RARE = 'zirconium lighthouse';
/** One that stands in most rows. */
export const COMMON = 'because';
/** One that stands in none. */
export const ABSENT = 'no row says this';

const WORDS =
  'the model answer question judge rubric evaluate correct wrong because however therefore results dataset token value über naïve 日本 step compute total cost price evidence context retrieve summary policy refund customer'.split(
    ' ',
  );
const LABELS = ['correct', 'wrong', 'incomplete'];

/**
 * A dataset as people judge them, of about so many bytes, the same each time; made once and kept.
 * Questions hold doubled quotes and quoted line breaks, half of the answers Markdown.
 */
export async function benchFile(format: BenchFile['format'], bytes: number): Promise<BenchFile> {
  const folder = resolve('.bench', 'data');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `rows-${bytes}.${format}`);
  if (!existsSync(path)) {
    await write(`${path}.part`, format, bytes);
    renameSync(`${path}.part`, path);
  }
  return { path, format, bytes: (await stat(path)).size };
}

async function write(path: string, format: BenchFile['format'], bytes: number): Promise<void> {
  const random = xoroshiro128plus(7);
  const below = (most: number) => uniformInt(random, 0, most - 1);
  const texts = Array.from({ length: 4096 }, (_, at) => text(below, 60 + (at % 440)));
  const some = () => texts[below(texts.length)]!;
  const file = await open(path, 'w');
  const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`;
  let written = 0;
  let parts: string[] = format === 'csv' ? ['id,question,answer,score,label,notes\n'] : [];
  for (let row = 1; written < bytes; row += 1) {
    const question = `${some().slice(0, 160)}, he said "${WORDS[row % WORDS.length]!}"\nsecond line`;
    const rare = below(20_000) === 0 ? ` ${RARE}` : '';
    const answer = `${some()}${row % 2 === 0 ? '\n\n- point, one\n- point two' : ''}${rare}`;
    const score = below(1000) / 100;
    const label = LABELS[below(3)]!;
    const notes = below(10) < 3 ? null : some().slice(0, 24);
    parts.push(
      format === 'csv'
        ? `${row},${quoted(question)},${quoted(answer)},${score},${label},${notes ?? ''}\n`
        : `${JSON.stringify({ id: row, question, answer, score, label, notes, meta: { source: 'web', page: row % 7 } })}\n`,
    );
    if (parts.length < 2000) continue;
    written += (await file.write(parts.join(''))).bytesWritten;
    parts = [];
  }
  await file.close();
}

function text(below: (most: number) => number, length: number): string {
  let words = '';
  while (words.length < length) words += `${WORDS[below(WORDS.length)]!} `;
  return words.trim();
}
