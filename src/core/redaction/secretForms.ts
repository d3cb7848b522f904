/**
 * The texts under which a value may come back: as it is, as a string of JSON (also inside another
 * one), of HTML or of a URL, in Base64 at each of its three alignments (so also behind `Basic` and the
 * name of a user) and in hexadecimal digits. Each form once.
 */
export function secretForms(value: string): readonly string[] {
  const bytes = new TextEncoder().encode(value);
  const inJson = JSON.stringify(value).slice(1, -1);
  const inUrl = percentEncoded(bytes);
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const base64 = [0, 1, 2].map((offset) => base64At(bytes, offset));
  return [
    ...new Set([
      value,
      inJson,
      JSON.stringify(inJson).slice(1, -1),
      inHtml(value),
      encodeURIComponent(value),
      inUrl,
      inUrl.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
      ...base64,
      ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
      digits,
      digits.toUpperCase(),
    ]),
  ];
}

/** Everything but the characters that no URL ever escapes (RFC 3986, section 2.3). */
function percentEncoded(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => {
    const character = String.fromCharCode(byte);
    if (/[A-Za-z0-9._~-]/.test(character)) return character;
    return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}

function inHtml(text: string): string {
  const names: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => names[character] ?? character);
}

/** The characters that depend on these bytes alone, where so many others stand before them. */
function base64At(bytes: Uint8Array, offset: number): string {
  const all = String.fromCharCode(...new Uint8Array(offset), ...bytes);
  return btoa(all).slice(Math.ceil((offset * 8) / 6), Math.floor((all.length * 8) / 6));
}
