import { t } from '../../l10n/t.js';
import { withoutEndSlashes } from '../withoutEndSlashes.js';

/** An OpenAI-compatible address that many use. */
interface ProviderBase {
  readonly name: string;
  readonly url: string;
  /** The name that its key mostly has. */
  readonly key?: string;
  /** The service resolves `<shortcut>/<model>` to it (API reference, section 2.4). */
  readonly shortcut?: string;
}

/** From each provider's own documentation of its OpenAI compatibility. */
export const PROVIDER_BASES: readonly ProviderBase[] = [
  {
    name: 'OpenAI',
    url: 'https://api.openai.com/v1',
    key: 'OPENAI_API_KEY',
    shortcut: 'openai',
  },
  {
    name: 'Anthropic',
    url: 'https://api.anthropic.com/v1',
    key: 'ANTHROPIC_API_KEY',
    shortcut: 'anthropic',
  },
  {
    name: 'Google Gemini',
    url: 'https://generativelanguage.googleapis.com/v1beta/openai',
    key: 'GEMINI_API_KEY',
    shortcut: 'google',
  },
  { name: 'Mistral', url: 'https://api.mistral.ai/v1', key: 'MISTRAL_API_KEY' },
  { name: 'Groq', url: 'https://api.groq.com/openai/v1', key: 'GROQ_API_KEY' },
  { name: 'OpenRouter', url: 'https://openrouter.ai/api/v1', key: 'OPENROUTER_API_KEY' },
];

/** Servers on this machine at the ports that they take by themselves. */
export const LOCAL_BASES: readonly ProviderBase[] = [
  {
    get name() {
      return t('Ollama on this machine');
    },
    url: 'http://localhost:11434/v1',
  },
  {
    get name() {
      return t('LM Studio on this machine');
    },
    url: 'http://localhost:1234/v1',
  },
  {
    get name() {
      return t('vLLM on this machine');
    },
    url: 'http://localhost:8000/v1',
  },
];

/** The provider that a shortcut such as `openai/gpt-5` means, and the name that it has there. */
export function shortcutProvider(
  model: string,
): { readonly base: ProviderBase; readonly model: string } | undefined {
  const [prefix = '', ...rest] = model.split('/');
  const base = PROVIDER_BASES.find(({ shortcut }) => shortcut === prefix);
  return base && rest.length > 0 ? { base, model: rest.join('/') } : undefined;
}

/**
 * Why an https address is plainly not where chat completions are asked, with what to write instead;
 * undefined where nothing speaks against it. The runner adds `/v1/chat/completions` to a bare origin
 * and `/chat/completions` to a path.
 */
export function baseUrlHint(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const { hostname, pathname, search } = url;
  const path = withoutEndSlashes(pathname);
  if (/\.openai\.azure\.com$|\.cognitiveservices\.azure\.com$/.test(hostname)) {
    return azureHint(url, path);
  }
  if (search !== '') {
    return t(
      'A query string in `external_base_url` is no part of an OpenAI-compatible base; remove it.',
    );
  }
  const own = path.replace(/\/chat\/completions$/, '');
  const known = PROVIDER_BASES.find((base) => new URL(base.url).hostname === hostname);
  if (known) {
    const expected = new URL(known.url).pathname;
    const isBare = own === '' && expected === '/v1';
    if (own === expected || isBare) return undefined;
    return t(
      '{0} answers chat completions below {1}. Did you mean `{2}`?',
      known.name,
      expected,
      known.url,
    );
  }
  const other = /\/(completions|responses|messages|embeddings|models)$/.exec(path)?.[0];
  if (other !== undefined && !path.endsWith('/chat/completions')) {
    const base = `${url.origin}${path.slice(0, -other.length)}`;
    return t(
      '`{0}` is no chat endpoint: `/chat/completions` is added to the base. Did you mean `{1}`?',
      other,
      base,
    );
  }
  return undefined;
}

/** Azure's newer API is OpenAI-compatible below `/openai/v1`; its deployment addresses are not. */
function azureHint(url: URL, path: string): string | undefined {
  if (path.replace(/\/chat\/completions$/, '') === '/openai/v1' && url.search === '')
    return undefined;
  return t(
    'Azure’s deployment addresses are not OpenAI-compatible. Did you mean `{0}/openai/v1`?',
    url.origin,
  );
}
