import { splitHits } from './findPattern.js';

/** A text with what is looked for marked. */
export function Hits({ text, pattern }: { text: string; pattern: RegExp | null }) {
  if (pattern === null) return <>{text}</>;
  return (
    <>
      {splitHits(text, pattern).map((piece, index) =>
        piece.isHit ? (
          <mark class="hit" key={index}>
            {piece.text}
          </mark>
        ) : (
          piece.text
        ),
      )}
    </>
  );
}
