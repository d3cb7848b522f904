import type { GavelServices } from '../services.js';
import type { RunRef } from '../runs/runStore.js';
import type { ImportDraft } from './importDraft.js';
import { datasetName } from './importDraft.js';
import type { ImportNote } from './importNotes.js';
import type { FoundKey } from '../exchange/importedSpec.js';
import { plainWords } from './nameSuffix.js';
import { placeDraft, placeReport, type TargetPorts } from './placeDraft.js';

/** Whose files are read. */
export type ImportForm = 'promptfoo' | 'openai';

interface ImportFile {
  readonly form: ImportForm;
  /** Absolute. */
  readonly file: string;
  /** OpenAI: a file of rows or results beside it, absolute. */
  readonly data?: string | undefined;
  /** Where the new files go, absolute. */
  readonly folder: string;
  readonly runsRoot: string;
}

/** What an import made; paths are absolute. */
export interface ImportedAll {
  readonly specs: readonly string[];
  readonly datasets: readonly string[];
  readonly runs: readonly RunRef[];
  /** The Markdown list of what was not carried over. */
  readonly report: string;
  readonly notes: readonly ImportNote[];
  readonly keys: readonly FoundKey[];
}

type Services = Pick<
  GavelServices,
  'importSource' | 'texts' | 'createFile' | 'planImport' | 'importResults' | 'runs'
>;

interface Asked {
  readonly join: TargetPorts['join'];
  readonly signal: AbortSignal;
  /** Asks for the file of the rows of an OpenAI eval that holds none; undefined: there is none. */
  rowsFile?(): Promise<string | undefined>;
}

/**
 * Imports a file of another program: new files in a folder, in the place of none, and runs of past
 * results. Throws `UserError`.
 */
export async function importFile(
  { form, file, data, folder, runsRoot }: ImportFile,
  services: Services,
  { join, signal, rowsFile }: Asked,
): Promise<ImportedAll> {
  const name = nameOf(file);
  let draft = await draftOf({ form, file, name, data }, services);
  if (draft.lacksRows && data === undefined) {
    const rows = await rowsFile?.();
    if (rows !== undefined) draft = await draftOf({ form, file, name, data: rows }, services);
  }
  signal.throwIfAborted();
  const ports: TargetPorts = {
    join,
    exists: (path) => services.texts.exists(path),
    createFile: (path, texts) => services.createFile(path, texts),
  };
  const placed = await placeDraft(draft, { folder, stem: stemOf(name), source: name }, ports);
  const runs: RunRef[] = [];
  const runNames: string[] = [];
  for (const { dataset, options } of draft.runs) {
    const path = join(folder, datasetName(placed.stem, dataset));
    const planned = await services.planImport(path, options, signal);
    runs.push(await services.importResults(planned, runsRoot, signal));
    runNames.push(options.name ?? dataset);
  }
  const { notes, keys } = draft;
  const files = [...placed.specs, ...placed.datasets].map(nameOf);
  const report = await placeReport(
    placed.stem,
    { source: name, files, runs: runNames, notes, keys },
    { folder, ports },
  );
  return { specs: placed.specs, datasets: placed.datasets, runs, report, notes, keys };
}

async function draftOf(
  {
    form,
    file,
    name,
    data,
  }: Pick<ImportFile, 'form' | 'file' | 'data'> & { readonly name: string },
  services: Services,
): Promise<ImportDraft> {
  const { text, folder } = await services.importSource(file);
  if (form === 'promptfoo') {
    const { importPromptfoo } = await import('./promptfoo/importPromptfoo.js');
    return importPromptfoo({ text, file: name }, folder);
  }
  const rows = data === undefined ? undefined : await services.importSource(data);
  const { importOpenai } = await import('./openai/importOpenai.js');
  const beside = rows && data !== undefined ? { text: rows.text, file: nameOf(data) } : undefined;
  return importOpenai({ text, file: name }, beside, folder);
}

function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** `promptfooconfig.support.yaml` makes `promptfooconfig-support`. */
function stemOf(name: string): string {
  const stem = plainWords(name.replace(/\.[A-Za-z]+$/, ''));
  return stem === '' ? 'imported' : stem;
}
