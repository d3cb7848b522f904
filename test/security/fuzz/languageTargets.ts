import assert from 'node:assert/strict';
import { createFactsCollector } from '../../../src/core/dataset/datasetFacts.js';
import { completeTemplate } from '../../../src/core/template/language/completeTemplate.js';
import { hoverTemplate } from '../../../src/core/template/language/hoverTemplate.js';
import { askedPart } from '../../../src/core/template/language/partNames.js';
import { printedColumns } from '../../../src/core/template/language/printedColumns.js';
import { createRowCheck } from '../../../src/core/template/language/rowCheck.js';
import { signatureHelp } from '../../../src/core/template/language/signatureHelp.js';
import {
  definitionAt,
  referencesAt,
  renameSpans,
} from '../../../src/core/template/language/templateNames.js';
import {
  foldingSpans,
  matchingTags,
  templateSymbols,
} from '../../../src/core/template/language/templateOutline.js';
import { templateProblems } from '../../../src/core/template/language/templateProblems.js';
import { parseTemplate } from '../../../src/core/template/syntax/parseTemplate.js';
import type { ParsedTemplate, Span } from '../../../src/core/template/syntax/templateNode.js';
import { setSnares, touchedBy } from '../hostSnares.js';
import type { FuzzTarget } from './fuzzTarget.js';
import { HOST_NAMES, hostileRow } from './hostileRows.js';
import { templatesToTry } from './hostTemplates.js';

setSnares();

const COLUMNS = ['question', 'answer', 'Best Answer', ...HOST_NAMES];
/** Places of a template that are asked about. */
const PLACES = 5;

const collector = createFactsCollector();
for (const number of [1, 3]) collector.add({ row: number, ...hostileRow(COLUMNS, number) });
const FACTS = collector.facts();

export const targets: readonly FuzzTarget[] = templatesToTry(checkLanguage);

/** What an editor asks of any text is answered within the text, never thrown, and touches nothing. */
function checkLanguage(text: string, number: number): void {
  const { touched } = touchedBy(() => {
    const parsed = parseTemplate(text);
    for (const { span, message } of templateProblems(text, { columns: COLUMNS })) {
      checkSpan(span, text);
      assert.match(message, /^\S[^]*[.!?]$/);
    }
    foldingSpans(parsed).forEach((span) => checkSpan(span, text));
    templateSymbols(parsed).forEach(({ span }) => checkSpan(span, text));
    printedColumns(text).forEach(({ span }) => checkSpan(span, text));
    for (let place = 0; place <= PLACES; place += 1) {
      // The ends, and places in between that differ from template to template.
      const between = (number + Math.floor((place * text.length) / PLACES)) % (text.length + 1);
      askAt(parsed, place === 0 ? text.length : place === 1 ? 0 : between);
    }
    checkRow(text, number);
  });
  assert.deepEqual(touched, []);
}

function askAt(parsed: ParsedTemplate, offset: number): void {
  const { source } = parsed;
  for (const { label, replace } of completeTemplate(parsed, offset, { facts: FACTS })) {
    assert.equal(typeof label, 'string');
    checkSpan(replace, source);
  }
  const hover = hoverTemplate(parsed, offset, { facts: FACTS });
  if (hover) checkSpan(hover.span, source);
  const help = signatureHelp(parsed, offset);
  if (help) assert.ok(help.active < help.parameters.length);
  const definition = definitionAt(parsed, offset);
  if (definition) checkSpan(definition, source);
  referencesAt(parsed, offset)?.references.forEach((span) => checkSpan(span, source));
  const renamed = renameSpans(parsed, offset, 'constructor');
  if ('spans' in renamed) renamed.spans.forEach((span) => checkSpan(span, source));
  matchingTags(parsed, offset).forEach((span) => checkSpan(span, source));
  askedPart(source, { start: Math.max(0, offset - 3), end: offset }, FACTS);
}

function checkRow(text: string, number: number): void {
  // One in a few, as it renders.
  if (number % 4 !== 0) return;
  const check = createRowCheck([{ id: 'any', source: text }]);
  check.add({ row: 1, ...hostileRow(COLUMNS, number) });
  for (const { span } of check.problems({ facts: FACTS }).get('any') ?? []) checkSpan(span, text);
}

function checkSpan({ start, end }: Span, text: string): void {
  assert.ok(0 <= start && start <= end && end <= text.length, `${start} to ${end} is no place`);
}
