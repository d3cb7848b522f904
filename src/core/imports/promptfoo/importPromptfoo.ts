import { t } from '../../../l10n/t.js';
import type { FoundKey } from '../../exchange/importedSpec.js';
import { isJsonObject, type Json, type JsonObject } from '../../json.js';
import { UserError } from '../../userError.js';
import { validSpecs, type ImportDraft } from '../importDraft.js';
import type { ImportFolder } from '../importFolder.js';
import { createNotes, type ImportNotes } from '../importNotes.js';
import { fieldOf, saidText } from '../jsonParts.js';
import { pastRuns } from '../pastRuns.js';
import { readLines, readPlain } from '../plainSource.js';
import { candidatesOf } from './candidates.js';
import { datasetShelf, freeNames } from './datasets.js';
import { assertGroups } from './groups.js';
import { pastResults, type PastResult } from './pastResults.js';
import { pastRows } from './pastRows.js';
import { givenPrompts } from './prompts.js';
import { givenProviders } from './providers.js';
import { specsOf } from './specs.js';
import { testRows } from './testRows.js';
import { givenTests } from './tests.js';

interface ImportSource {
  readonly text: string;
  /** The file's name, for messages and for the names of specs. */
  readonly file: string;
}

/** Parts of a config that are settings of promptfoo alone, with what there is in their place. */
const unused = (): Readonly<Record<string, string | undefined>> => ({
  redteam: t(
    'Red teaming is not what Gavel does; write attacks into a dataset and judge the responses.',
  ),
  extensions: undefined,
  derivedMetrics: t('Gavel computes its statistics by itself.'),
  nunjucksFilters: t('Write the value into the dataset as it is to be printed.'),
  env: undefined,
});

/** Whether a value looks like a promptfoo config. */
function isConfig(value: Json): value is JsonObject {
  if (!isJsonObject(value)) return false;
  return ['prompts', 'providers', 'targets', 'tests', 'defaultTest', 'scenarios'].some((name) =>
    Object.hasOwn(value, name),
  );
}

/**
 * Specs and datasets of a promptfoo config. No code of it is run and nobody is asked anything; files
 * beside it are read through `folder`. Throws `UserError` of kind `usage` for a text that is none.
 */
export async function importPromptfoo(
  { text, file }: ImportSource,
  folder: ImportFolder,
): Promise<ImportDraft> {
  const config = /\.(?:jsonl|ndjson)$/i.test(file) ? readLines(text, file) : readPlain(text, file);
  const past = pastResults(config);
  if (past) return draftOfResults(config, past, { file, folder, notes: createNotes() });
  if (!isConfig(config)) {
    const message = t(
      '{0} is no promptfoo config: it has neither prompts nor providers nor tests.',
      file,
    );
    throw new UserError('usage', message);
  }
  return draftOfConfig(config, { file, folder, notes: createNotes() });
}

/** Runs of the results, and the specs of the config that stands beside them. */
async function draftOfResults(
  value: Json,
  past: readonly PastResult[],
  ports: { readonly file: string; readonly folder: ImportFolder; readonly notes: ImportNotes },
): Promise<ImportDraft> {
  const { file, notes } = ports;
  const config = isJsonObject(value) ? fieldOf(value, 'config') : undefined;
  const told = isJsonObject(config) ? saidText(fieldOf(config, 'description')) : undefined;
  const name = told?.split('\n')[0] ?? file.replace(/\.[^.]*$/, '');
  const { datasets, runs } = pastRuns(name, pastRows(past), notes);
  if (config === undefined || !isConfig(config)) {
    return { specs: [], datasets, runs, notes: notes.list(), keys: [] };
  }
  const draft = await draftOfConfig(config, ports);
  return { ...draft, datasets: [...draft.datasets, ...datasets], runs, notes: notes.list() };
}

/** The same for a config that was read already. */
async function draftOfConfig(
  config: JsonObject,
  ports: { readonly file: string; readonly folder: ImportFolder; readonly notes: ImportNotes },
): Promise<ImportDraft> {
  const { notes, file } = ports;
  const keys: FoundKey[] = [];
  for (const [part, instead] of Object.entries(unused())) {
    if (fieldOf(config, part) === undefined) continue;
    notes.lost({ what: part, why: t('It is a setting of promptfoo alone.'), instead });
  }
  const prompts = await givenPrompts(fieldOf(config, 'prompts'), ports);
  const providers = givenProviders(fieldOf(config, 'providers') ?? fieldOf(config, 'targets'));
  const found = await testRows(await givenTests(config, ports), config, ports);
  // Of tests that could not be read, specs are made all the same: they need a row to be tried on.
  const rows = found.length > 0 ? found : [{ vars: {}, asserts: [], options: {} }];
  const freeName = freeNames(rows);
  const criterion = freeName('criterion');
  const { list: candidates, responses } = candidatesOf(
    { prompts, providers, rows },
    { notes, keys, freeName },
  );
  const shelf = datasetShelf({ rows, criterion, responses, notes });
  const name = saidText(fieldOf(config, 'description'))?.trim() ?? file.replace(/\.[^.]*$/, '');
  const plan = {
    name: name.split('\n')[0] ?? file,
    groups: assertGroups(rows),
    candidates,
    rows,
    criterion,
    shelf,
    config,
  };
  const specs = validSpecs(specsOf(plan, { notes, keys }), notes);
  return { specs, datasets: shelf.list(), runs: [], notes: notes.list(), keys };
}
