/**
 * 128 bits of a text as hex digits, for telling contents apart that nobody made up to collide: among
 * 100,000 rows two alike by chance are one in 10²⁸. Four lanes of multiply and mix, as cyrb128 has them (bryc 2018,
 * public domain); a cryptographic digest takes ten times as long, most of what comparing two runs
 * would take.
 */
export function textDigest(text: string): string {
  let one = 1779033703;
  let two = 3144134277;
  let three = 1013904242;
  let four = 2773480762;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    one = two ^ Math.imul(one ^ code, 597399067);
    two = three ^ Math.imul(two ^ code, 2869860233);
    three = four ^ Math.imul(three ^ code, 951274213);
    four = one ^ Math.imul(four ^ code, 2716044179);
  }
  one = Math.imul(three ^ (one >>> 18), 597399067);
  two = Math.imul(four ^ (two >>> 22), 2869860233);
  three = Math.imul(one ^ (three >>> 17), 951274213);
  four = Math.imul(two ^ (four >>> 19), 2716044179);
  const mixed = one ^ two ^ three ^ four;
  return [mixed, mixed ^ one, mixed ^ two, mixed ^ three].map(hex).join('');
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
