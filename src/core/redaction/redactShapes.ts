import { MASK } from './redactor.js';

/** Beginnings of well-known keys; what follows holds a digit, as no word does. */
const KEY =
  /(?<![A-Za-z0-9])(?:sk-|sk_(?:live|test)_|tgp_|key_|gh[oprsu]_|github_pat_|glpat-|hf_|gsk_|xai-|xox[abprs]-|AIza|AKIA)(?=[\w-]{0,200}\d)[\w-]{12,}/g;
/** A header's value: no word of a sentence. */
const HEADER = /\b(Bearer|Basic)(\s+|%20)(?=[\w.~+/=%-]{0,200}[\d=])[\w.~+/=%-]{8,}/gi;
const WEB_TOKEN = /\beyJ[\w-]{8,2000}\.[\w-]{8,4000}\.[\w-]+/g;
/** A user's password in an address. */
const PASSWORD = /\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#"'<>@]{0,400}:[^\s/?#"'<>]{0,800}@/gi;
/** What opens a presigned address. */
const SIGNATURE =
  /([?&](?:X-(?:Amz|Goog)-(?:Signature|Credential|Security-Token)|sig|signature|(?:access_|auth_)?token|api[_-]?key)=)[^&\s"'<>]+/gi;

/**
 * The second line, for messages and logs alone: takes out what looks like a key, known or not. Never
 * for what people keep: a dataset may well be about keys.
 */
export function redactShapes(text: string): string {
  return text
    .replace(PASSWORD, `$1${MASK}@`)
    .replace(SIGNATURE, `$1${MASK}`)
    .replace(HEADER, `$1$2${MASK}`)
    .replace(WEB_TOKEN, MASK)
    .replace(KEY, MASK);
}
