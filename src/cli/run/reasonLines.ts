import path from 'node:path';
import type { RunManifest } from '../../core/runs/manifest.js';
import { runWarnings } from '../../core/runs/runWarnings.js';
import { parseSpec } from '../../core/spec/parseSpec.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import type { CommandContext } from '../commandContext.js';

/**
 * Why a run stands as it does, with the place in its spec as `file:line:column: …` where it comes from
 * there, the service's own words, and what to know of its rows.
 */
export async function reasonLines(
  manifest: RunManifest,
  folder: string,
  context: CommandContext,
): Promise<string[]> {
  const { reason, reason_from: from } = manifest;
  const at = await placeInSpec(manifest, folder, context);
  const isTold = from === undefined || reason?.includes(from.raw) === true;
  return [
    ...(reason === undefined ? [] : [at === undefined ? reason : `${at}: ${reason}`]),
    ...(reason === undefined || isTold ? [] : [t('The service said: {0}', from.raw)]),
    ...runWarnings(manifest).map((warning) => t('note: {0}', warning)),
  ];
}

/** The spec as it is now: one that was changed since may have the field elsewhere, or not at all. */
async function placeInSpec(
  { spec_path: specPath, reason_from: from }: RunManifest,
  folder: string,
  { services, cwd }: CommandContext,
): Promise<string | undefined> {
  if (specPath === undefined || !from?.path) return undefined;
  const file = path.resolve(folder, specPath);
  const text = await services.texts.read(file).catch((error: unknown) => {
    if (error instanceof UserError) return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const range = parseSpec(text, file).rangeOf(from.path);
  const shown = path.relative(cwd, file);
  return range ? `${shown}:${range.start.line}:${range.start.column}` : shown;
}
