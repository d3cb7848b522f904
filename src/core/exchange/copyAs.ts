import { cliSnippet } from './cliSnippet.js';
import { curlSnippet } from './curlSnippet.js';
import { pythonSnippet } from './pythonSnippet.js';
import type { SharedJob } from './sharedJob.js';
import { typescriptSnippet } from './typescriptSnippet.js';

export const SNIPPET_FORMS = ['curl', 'python', 'typescript', 'together-cli'] as const;
export type SnippetForm = (typeof SNIPPET_FORMS)[number];

/** What an evaluation is written in for others: a script that starts its job, or promptfoo's config. */
export const EXPORT_FORMS = [...SNIPPET_FORMS, 'promptfoo'] as const;
export type ExportForm = (typeof EXPORT_FORMS)[number];

const WRITERS: Readonly<Record<SnippetForm, (job: SharedJob) => string>> = {
  curl: curlSnippet,
  python: pythonSnippet,
  typescript: typescriptSnippet,
  'together-cli': cliSnippet,
};

/** A job as a script that uploads, launches, waits and downloads. Keys are read from the environment. */
export function copyAs(job: SharedJob, form: SnippetForm): string {
  return WRITERS[form](job);
}
