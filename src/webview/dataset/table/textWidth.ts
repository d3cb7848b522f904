import type { TextWidth } from './columnGuess.js';

/** Measures texts in the fonts that the table has at the moment. */
export function textWidth(): TextWidth {
  const context = document.createElement('canvas').getContext('2d');
  const style = getComputedStyle(document.body);
  const size = parseFloat(style.fontSize) || 13;
  const mono = style.getPropertyValue('--vscode-editor-font-family') || 'monospace';
  const measure = (font: string) => (text: string) => {
    // Without a canvas: about the width of a letter.
    if (!context) return 0.6 * size * text.length;
    context.font = font;
    return context.measureText(text).width;
  };
  return {
    cell: measure(`${size - 1}px ${mono}`),
    head: measure(`600 ${size}px ${style.fontFamily}`),
  };
}
