import type { ChatTarget } from '../../core/judging/chat.js';

/** OpenAI-compatible addresses of the providers behind the service's shortcuts. */
const SHORTCUT_BASES: Readonly<Record<string, string>> = {
  openai: 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com/v1',
  google: 'https://generativelanguage.googleapis.com/v1beta/openai',
};

/**
 * The target as its provider itself knows it: the service resolves a shortcut such as
 * `openai/gpt-5` (API reference, section 2.4). Undefined for a provider that is not known here.
 */
export function shortcutTarget(target: ChatTarget): ChatTarget | undefined {
  const [prefix = '', ...rest] = target.model.split('/');
  const base = SHORTCUT_BASES[prefix];
  if (base === undefined || rest.length === 0) return undefined;
  return { ...target, model: rest.join('/'), external_base_url: base };
}
