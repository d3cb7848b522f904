import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { baselinesText, parseBaselines } from '../../core/baseline/baselines.js';
import type { Baselines, BaselineStore } from '../../core/baseline/baselines.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { writeFileAtomic } from '../atomicWrite.js';
import { inFileTurn } from '../fileTurn.js';
import { readText } from '../readText.js';
import { storageError } from '../storageError.js';

/** Below the workspace folder. */
export const BASELINES_FILE = join('.gavel', 'baselines.json');
/** A line for each spec: enough for tens of thousands. */
const MOST_BYTES = 8_000_000;

/** Baselines in `.gavel/baselines.json`. One change at a time, of all windows; a file is old or new, never half. */
export function createBaselineFiles(): BaselineStore {
  let last: Promise<unknown> = Promise.resolve();

  async function read(folder: string): Promise<Baselines> {
    const path = join(folder, BASELINES_FILE);
    let text: string;
    try {
      text = await readText(path, { doing: t('read the baselines'), mostBytes: MOST_BYTES });
    } catch (error) {
      if (error instanceof UserError && error.kind === 'not_found') return new Map();
      throw error;
    }
    const parsed = parseBaselines(text);
    if (parsed.ok) return parsed.baselines;
    const message = t('{0} can’t be read: {1}; mend or delete the file.', path, parsed.why);
    throw new UserError('storage', message);
  }

  async function change(folder: string, spec: string, runId: string | undefined): Promise<void> {
    if ((await read(folder)).get(spec) === runId) return;
    const path = join(folder, BASELINES_FILE);
    try {
      await mkdir(dirname(path), { recursive: true });
      await inFileTurn(path, async () => {
        const baselines = new Map(await read(folder));
        if (runId === undefined) baselines.delete(spec);
        else baselines.set(spec, runId);
        await writeFileAtomic(path, baselinesText(baselines));
      });
    } catch (error) {
      throw storageError(error, { doing: t('pin the baseline'), path });
    }
  }

  return {
    read,
    pin(folder, spec, runId) {
      const turn = last.then(
        () => change(folder, spec, runId),
        () => change(folder, spec, runId),
      );
      last = turn;
      return turn;
    },
  };
}
