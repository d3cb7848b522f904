import { Fragment, type ComponentChildren } from 'preact';
import { t } from '../../l10n/t.js';

/**
 * A text with elements inside, one whole sentence to translators: `rich('Opens {0}.', <b>{name}</b>)`.
 */
export function rich(message: string, ...elements: readonly ComponentChildren[]) {
  return t(message)
    .split(/\{(\d+)\}/)
    .map((part, index) => (
      <Fragment key={index}>{index % 2 === 0 ? part : elements[Number(part)]}</Fragment>
    ));
}
