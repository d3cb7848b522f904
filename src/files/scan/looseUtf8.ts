/** UTF-8 that also has halves of surrogate pairs, which JSON can write as escapes, in three bytes. */

export function encodeLoose(text: string): Buffer {
  if (!/\p{Surrogate}/u.test(text)) return Buffer.from(text);
  const pieces = text.split(/(\p{Surrogate})/u).map((piece) => {
    const unit = piece.charCodeAt(0);
    const isHalf = piece.length === 1 && (unit & 0xf800) === 0xd800;
    return isHalf
      ? Buffer.from([0xed, 0x80 | ((unit >> 6) & 63), 0x80 | (unit & 63)])
      : Buffer.from(piece);
  });
  return Buffer.concat(pieces);
}

export function decodeLoose(bytes: Buffer): string {
  let text = '';
  let from = 0;
  for (let at = bytes.indexOf(0xed); at >= 0; at = bytes.indexOf(0xed, at + 1)) {
    const [second = 0, third = 0] = [bytes[at + 1], bytes[at + 2]];
    if (second < 0xa0) continue;
    text += bytes.toString('utf8', from, at);
    text += String.fromCharCode(0xd000 | ((second & 63) << 6) | (third & 63));
    from = at + 3;
  }
  return text + bytes.toString('utf8', from);
}
