import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

/** The project's root: the folder that holds package.json. */
export const projectRoot = fileURLToPath(new URL('../../..', import.meta.url)).replace(
  /[/\\]$/,
  '',
);

/** Everything the integration tests download or write at run time; ignored by git. */
export const testCache = join(projectRoot, '.vscode-test');

/** Where pictures of the window are kept as artefacts. */
export const screenshotFolder = join(projectRoot, 'out', 'screenshots');

/** Offers scripted language models to the tests. */
export const languageModelExtension = join(projectRoot, 'test', 'fixtures', 'languageModel');

/** The API suite, bundled as CommonJS because the VS Code test entry is loaded with `require`. */
export const testEntry = join(projectRoot, 'out', 'test', 'entry.cjs');
