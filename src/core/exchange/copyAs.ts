import { cliSnippet } from './cliSnippet.js';
import { curlSnippet } from './curlSnippet.js';
import { pythonSnippet } from './pythonSnippet.js';
import type { SharedJob } from './sharedJob.js';
import { typescriptSnippet } from './typescriptSnippet.js';

export const SNIPPET_FORMS = ['curl', 'python', 'typescript', 'together-cli'] as const;
export type SnippetForm = (typeof SNIPPET_FORMS)[number];

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
