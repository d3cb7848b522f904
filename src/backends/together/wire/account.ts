import * as z from 'zod';
import { shownName } from '../../../core/fileName.js';
import { text } from './lenient.js';

// API reference, section 1.

/** `GET /whoami`. */
export const whoamiReply = z.looseObject({
  api_key_id: text,
  organization_id: text,
  organization_name: text,
  project_id: text,
  project_name: text,
  project_slug: text,
  user_id: text,
});

/** A name is any text: it is shown, and kept in files. */
export function plainText(value: string | null | undefined): string | undefined {
  const shown = shownName(value ?? '');
  return shown === '' ? undefined : shown;
}
