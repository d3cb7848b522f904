import type { ConsentQuestion } from './keyConsents.js';

/** What a person needs to know for the answer. `shown`: a path as it is shown. */
export function consentDetail(
  { name, store, origin, boundTo, asker }: ConsentQuestion,
  shown: (path: string) => string,
): string {
  const spec = asker?.spec === undefined ? '' : ` in ${shown(asker.spec)}`;
  return [
    asker
      ? `The model ${asker.model}${spec} asks for it.`
      : `Something that is addressed to ${origin} asks for it.`,
    store === 'env'
      ? `The key is read from the environment variable ${name}.`
      : `The key was entered for ${boundTo ?? 'another address'}.`,
    ...(hasPunycode(origin)
      ? [
          'The address holds letters of another alphabet, written as xn--…: it may look like another one.',
        ]
      : []),
    `Whoever runs ${origin} can use the key. A yes is kept for this key and this address until you withdraw it with Gavel: Manage Secrets.`,
  ].join('\n');
}

function hasPunycode(origin: string): boolean {
  return new URL(origin).hostname.split('.').some((label) => label.startsWith('xn--'));
}
