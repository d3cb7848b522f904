import { t } from '../../../l10n/t.js';
import { isLoopbackName } from '../../loopback.js';
import { isJsonObject, type JsonObject } from '../../json.js';
import { parseKeyReference } from '../../keys.js';
import { EDITOR_MODEL, readEditorModelName } from '../../models/editorModels.js';
import { baseUrlHint } from '../../models/providerBases.js';
import { knownKeys } from '../../redaction/knownKeys.js';
import { learnAddress } from '../../redaction/learnEnvironment.js';
import type { BackendName } from '../evalSpec.js';
import type { FoundProblem } from './foundProblem.js';
import type { SpecPath } from '../text/locatedTree.js';

/** Prefixes of the names that the service resolves without a base URL. A hint, never a limit. */
const SHORTCUT = /^(openai|anthropic|google)\//;

/** Without the key: problems end up in logs and screenshots. */
export const literalKey = (): string =>
  t(
    'An API key must not stand in a spec; keep it in secret storage and write `${secret:NAME}`, or `${env:NAME}`.',
  );

/** Faults of one model object (the judge or a model under evaluation) whichever backend runs it. */
export function modelProblems(model: JsonObject, path: SpecPath): FoundProblem[] {
  return [
    ...tokenProblems(model, path),
    ...urlProblems(model, path),
    ...editorModelProblems(model, path),
    ...externalProblems(model, path),
  ];
}

function tokenProblems(model: JsonObject, path: SpecPath): FoundProblem[] {
  const token = model['external_api_token'];
  if (typeof token !== 'string' || token === '' || parseKeyReference(token)) return [];
  const at = [...path, 'external_api_token'];
  if (/^\$\{.*\}$/.test(token)) {
    return [
      error(
        'key-reference',
        at,
        t(
          'A key reference is `${secret:NAME}` or `${env:NAME}`; the name has letters, digits and _ . - only.',
        ),
      ),
    ];
  }
  knownKeys.learn(token, t('the key in the spec'));
  return [error('literal-key', at, literalKey())];
}

function urlProblems(model: JsonObject, path: SpecPath): FoundProblem[] {
  const url = model['external_base_url'];
  if (typeof url !== 'string' || url === '') return [];
  const at = [...path, 'external_base_url'];
  learnAddress(url, t('the address in the spec'));
  const problem = baseUrlProblem(url);
  if (problem) return [error('base-url', at, problem)];
  const source = model['model_source'];
  if (source !== 'serverless' && source !== 'dedicated') {
    const hint = baseUrlHint(url);
    return hint === undefined ? [] : [warning('base-url-path', at, hint)];
  }
  return [
    warning(
      'unused-url',
      at,
      t(
        '`external_base_url` has no effect with `model_source` {0}; write `external` to use it.',
        source,
      ),
    ),
  ];
}

/** What is wrong with a base URL; undefined for a good one. Never repeats the URL. */
function baseUrlProblem(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url)
    return t('`external_base_url` is no URL; write it in full, e.g. `https://api.openai.com/v1`.');
  if (url.username !== '' || url.password !== '') {
    return t('`external_base_url` must hold no user name or password; use `external_api_token`.');
  }
  if (url.protocol === 'https:') return undefined;
  if (url.protocol !== 'http:') return t('`external_base_url` must begin with https://.');
  return isLoopbackName(url.hostname)
    ? undefined
    : t(
        '`external_base_url` must use https; http is allowed on this machine only (localhost, 127.0.0.1).',
      );
}

function editorModelProblems(model: JsonObject, path: SpecPath): FoundProblem[] {
  const name = model['model'];
  if (typeof name !== 'string' || !name.startsWith(EDITOR_MODEL)) return [];
  const problems: FoundProblem[] = [];
  if (!readEditorModelName(name)) {
    problems.push(
      error(
        'editor-model',
        [...path, 'model'],
        t(
          'A language model of VS Code is named `vscode:<vendor>/<family>`, e.g. `vscode:copilot/gpt-4.1`.',
        ),
      ),
    );
  }
  const source = model['model_source'];
  if (source === 'serverless' || source === 'dedicated') {
    problems.push(
      error(
        'editor-model',
        [...path, 'model_source'],
        t('A language model of VS Code needs `model_source` `external`.'),
      ),
    );
  }
  for (const field of ['external_base_url', 'external_api_token']) {
    if (model[field] === undefined) continue;
    const message = t('A language model of VS Code takes no `{0}`; remove it.', field);
    problems.push({ ...error('editor-model', [...path, field], message), part: 'key' });
  }
  return problems;
}

function externalProblems(model: JsonObject, path: SpecPath): FoundProblem[] {
  const name = model['model'];
  if (model['model_source'] !== 'external' || typeof name !== 'string') return [];
  if (name.startsWith(EDITOR_MODEL)) return [];
  const url = model['external_base_url'];
  const at = [...path, 'model_source'];
  if (url === undefined && !SHORTCUT.test(name)) {
    return [
      warning(
        'external-url',
        at,
        t(
          'An external model needs `external_base_url`, unless its name is a shortcut that the service knows, e.g. `openai/gpt-5`.',
        ),
      ),
    ];
  }
  if (model['external_api_token'] !== undefined || isLoopbackUrl(url)) return [];
  return [
    warning(
      'external-token',
      at,
      t('An external model needs `external_api_token`, e.g. `${secret:OPENAI_API_KEY}`.'),
    ),
  ];
}

/** Faults of a spec on one backend: what this backend can't reach. */
export function backendProblems(spec: JsonObject, backend: BackendName): FoundProblem[] {
  const problems: FoundProblem[] = [];
  for (const field of ['judge', 'model_to_evaluate', 'model_a', 'model_b']) {
    const model = spec[field];
    if (!isJsonObject(model) || model['model_source'] !== 'external') continue;
    problems.push(...backendModelProblems(model, [field], backend));
  }
  const dataset = spec['dataset'];
  if (backend === 'local' && typeof dataset === 'string' && isServiceFile(dataset)) {
    problems.push(
      error(
        'dataset-backend',
        ['dataset'],
        t('The local runner reads a file of this machine; `file-…` names a file on the service.'),
      ),
    );
  }
  return problems;
}

function backendModelProblems(
  model: JsonObject,
  path: SpecPath,
  backend: BackendName,
): FoundProblem[] {
  const name = model['model'];
  const url = model['external_base_url'];
  const isEditorModel = typeof name === 'string' && name.startsWith(EDITOR_MODEL);
  if (backend === 'local') {
    if (isEditorModel || url !== undefined) return [];
    return [
      error(
        'external-url',
        [...path, 'model_source'],
        t('On the local runner an external model needs `external_base_url`.'),
      ),
    ];
  }
  if (isEditorModel) {
    return [
      error(
        'editor-model',
        [...path, 'model'],
        t(
          'A language model of VS Code is reached by the local runner only, not by backend {0}.',
          backend,
        ),
      ),
    ];
  }
  if (backend === 'together' && isLoopbackUrl(url)) {
    return [
      error(
        'base-url',
        [...path, 'external_base_url'],
        t('The service can’t reach an address of this machine; use backend local.'),
      ),
    ];
  }
  if (backend === 'together' && model['external_api_token'] === undefined) {
    return [
      error(
        'external-token',
        [...path, 'model_source'],
        t('The service needs `external_api_token` for an external model.'),
      ),
    ];
  }
  return [];
}

/** A dataset that is on the service already is named by its id. */
export function isServiceFile(dataset: string): boolean {
  return /^file-[A-Za-z0-9._-]+$/.test(dataset) && !/\.(csv|tsv|jsonl|ndjson)$/i.test(dataset);
}

function isLoopbackUrl(url: unknown): boolean {
  return typeof url === 'string' && URL.canParse(url) && isLoopbackName(new URL(url).hostname);
}

function error(code: string, path: SpecPath, message: string): FoundProblem {
  return { severity: 'error', code, message, path };
}

function warning(code: string, path: SpecPath, message: string): FoundProblem {
  return { severity: 'warning', code, message, path };
}
