import { WORD } from '../values/textLines.js';

// What Jinja2 takes for a link, read part by part: one RegExp for all of it would go over a long
// address again and again.
const SCHEME = /^(?:https?:\/\/|www\.)/iu;
const HOST = new RegExp(`^[${WORD}.%-]*`, 'u');
const NAME_PART = new RegExp(`^[${WORD}%-]+$`, 'u');
const SHORT_NAME_PART = new RegExp(`^[${WORD}%-]{2,63}$`, 'u');
const TOP_LEVEL = new RegExp(`^(?:[a-z]{2,63}|xn--[${WORD}%]{2,59})$`, 'iu');
const KNOWN_TOP_LEVEL = /^(?:com|net|int|edu|gov|org|info|mil)$/iu;
const NUMBERED_HOST =
  /^https?:\/\/(?:\p{Nd}{1,3}(?:\.\p{Nd}{1,3}){3}|\[(?:[\p{Nd}a-f]{0,4}:){2}(?:[\p{Nd}a-f]{0,4}:?){1,6}\])/iu;
const PORT_AND_PATH = /^(?::\p{Nd}{1,5})?(?:[/?#][^]*)?$/u;

/** A word such as `https://example.com/a?b`, `www.example.com`, `example.org:80` or `http://[::1]`. */
export function isWebAddress(word: string): boolean {
  const scheme = SCHEME.exec(word)?.[0];
  if (scheme !== undefined && hasHost(word.slice(scheme.length))) return true;
  const host = HOST.exec(word)?.[0] ?? '';
  if (isPlainHost(host) && PORT_AND_PATH.test(word.slice(host.length))) return true;
  const numbered = NUMBERED_HOST.exec(word)?.[0];
  return numbered !== undefined && PORT_AND_PATH.test(word.slice(numbered.length));
}

function hasHost(rest: string): boolean {
  const host = HOST.exec(rest)?.[0] ?? '';
  const names = host.split('.');
  const last = names.pop() ?? '';
  if (!TOP_LEVEL.test(last) || !names.every((name) => NAME_PART.test(name))) return false;
  return PORT_AND_PATH.test(rest.slice(host.length));
}

function isPlainHost(host: string): boolean {
  const names = host.split('.');
  const last = names.pop() ?? '';
  return (
    names.length > 0 &&
    KNOWN_TOP_LEVEL.test(last) &&
    names.every((name) => SHORT_NAME_PART.test(name))
  );
}

const DOMAIN = new RegExp(`^[${WORD}][${WORD}.-]*$`, 'u');
const LAST_NAME = new RegExp(`^[${WORD}]+$`, 'u');

/** A word such as `name@example.com`. */
export function isEmailAddress(word: string): boolean {
  const at = word.lastIndexOf('@');
  const dot = word.lastIndexOf('.');
  if (at < 1 || dot < at) return false;
  return DOMAIN.test(word.slice(at + 1, dot)) && LAST_NAME.test(word.slice(dot + 1));
}
