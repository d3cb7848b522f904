import { t } from '../../l10n/t.js';
import type { FoundKey } from '../exchange/importedSpec.js';
import type { ImportOptions } from '../exchange/verdicts/importOptions.js';
import type { JsonObject } from '../json.js';
import { parseSpec } from '../spec/parseSpec.js';
import { specText } from '../spec/text/specText.js';
import type { ImportNote, ImportNotes } from './importNotes.js';

/** A spec of which only the names of the files are open. */
export interface DraftSpec {
  /** Between the stem and the ending: empty for the first one. */
  readonly suffix: string;
  /** Without `dataset`. */
  readonly spec: JsonObject;
  /** Suffix of its dataset. */
  readonly dataset: string;
  /** Comments above the file. */
  readonly head: readonly string[];
}

export interface DraftDataset {
  readonly suffix: string;
  readonly rows: readonly JsonObject[];
}

/** Verdicts of the past: a dataset of the draft, and how it is read as a run. */
export interface DraftRun {
  readonly dataset: string;
  readonly options: ImportOptions;
}

/** All that came out of another program's file, before it has names. */
export interface ImportDraft {
  readonly specs: readonly DraftSpec[];
  readonly datasets: readonly DraftDataset[];
  readonly runs: readonly DraftRun[];
  readonly notes: readonly ImportNote[];
  readonly keys: readonly FoundKey[];
  /** The file names no rows: the dataset is one to be filled in. */
  readonly lacksRows?: true;
}

interface ImportedFile {
  readonly name: string;
  readonly kind: 'spec' | 'dataset';
  readonly text: string;
}

/** The names that the files of a draft have with this stem, in the order of `draftFiles`. */
export function draftNames({ specs, datasets }: ImportDraft, stem: string): string[] {
  return [
    ...datasets.map(({ suffix }) => datasetName(stem, suffix)),
    ...specs.map(({ suffix }) => specName(stem, suffix)),
  ];
}

/** The files themselves: datasets first, so that no spec names what is not there yet. */
export function* draftFiles(
  { specs, datasets }: ImportDraft,
  stem: string,
): Generator<ImportedFile> {
  for (const { suffix, rows } of datasets) {
    const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    yield { name: datasetName(stem, suffix), kind: 'dataset', text };
  }
  for (const { suffix, spec, dataset, head } of specs) {
    const text = textOf(spec, datasetName(stem, dataset), head);
    yield { name: specName(stem, suffix), kind: 'spec', text };
  }
}

export function datasetName(stem: string, suffix: string): string {
  return `${stem}${suffix}.data.jsonl`;
}

function specName(stem: string, suffix: string): string {
  return `${stem}${suffix}.eval.yaml`;
}

/** Without those that are no specs after all; of these it is noted why. */
export function validSpecs(specs: readonly DraftSpec[], notes: ImportNotes): DraftSpec[] {
  return specs.filter(({ spec, head }) => {
    const { problems } = parseSpec(textOf(spec, 'data.jsonl', head), 'spec.eval.yaml');
    const error = problems.find(({ severity }) => severity === 'error');
    if (!error) return true;
    const name = typeof spec['name'] === 'string' ? spec['name'] : t('a spec');
    notes.lost({ what: name, why: t('What it asks for makes no spec: {0}', error.message) });
    return false;
  });
}

function textOf(spec: JsonObject, dataset: string, head: readonly string[]): string {
  const { name = 'imported', type = 'classify', ...rest } = spec;
  const lines = head.map((line) => line.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' '));
  return specText({ name, type, dataset, ...rest }, 'yaml', { head: lines, fields: {} });
}
