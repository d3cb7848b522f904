import * as vscode from 'vscode';
import type { Span } from '../../core/template/syntax/templateNode.js';
import { definitionAt, referencesAt } from '../../core/template/language/templateNames.js';
import { matchingTags } from '../../core/template/language/templateOutline.js';
import { columnPlace } from './columnPlace.js';
import { templateAt, type DocumentTemplate } from './documentTemplates.js';
import type { TemplateService } from './templateService.js';

/**
 * Where a name is bound: in the template, or as a column of the dataset. From a tag of a block it goes
 * to the block's next tag, and from the last to the first.
 */
export async function templateDefinition(
  service: TemplateService,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.LocationLink[] | undefined> {
  const at = templateAt(document, position);
  if (!at) return undefined;
  const { template, offset } = at;
  const { parsed } = template;
  const bound = definitionAt(parsed, offset);
  const uses = referencesAt(parsed, offset);
  const place = [...(uses?.definitions ?? []), ...(uses?.references ?? [])].find((one) =>
    holds(one, offset),
  );
  if (bound && place) return [inTemplate(template, place, bound)];
  if (uses && place) {
    const { dataset } = await service.context(template);
    const target =
      dataset === undefined ? undefined : await columnPlace(service, dataset, uses.name);
    if (!target) return [];
    const { uri, range } = target;
    const originSelectionRange = template.range(place);
    return [{ originSelectionRange, targetUri: uri, targetRange: range }];
  }
  const tags = matchingTags(parsed, offset);
  const index = tags.findIndex((tag) => holds(tag, offset));
  const from = tags[index];
  const to = tags[(index + 1) % tags.length];
  return from && to && from !== to ? [inTemplate(template, from.word ?? from, to.word ?? to)] : [];
}

function inTemplate(template: DocumentTemplate, from: Span, to: Span): vscode.LocationLink {
  return {
    originSelectionRange: template.range(from),
    targetUri: template.document.uri,
    targetRange: template.range(to),
  };
}

/** Every place of the name under the cursor that means the same. */
export function templateReferences(
  document: vscode.TextDocument,
  position: vscode.Position,
  { includeDeclaration }: vscode.ReferenceContext,
): vscode.Location[] | undefined {
  const at = templateAt(document, position);
  const uses = at && referencesAt(at.template.parsed, at.offset);
  if (!uses) return undefined;
  return [...(includeDeclaration ? uses.definitions : []), ...uses.references].map(
    (place) => new vscode.Location(document.uri, at.template.range(place)),
  );
}

/** The other places of a name, or the other tags of a block. */
export function templateHighlights(
  document: vscode.TextDocument,
  position: vscode.Position,
): vscode.DocumentHighlight[] | undefined {
  const at = templateAt(document, position);
  if (!at) return undefined;
  const { template, offset } = at;
  const { Read, Write, Text } = vscode.DocumentHighlightKind;
  const marked = (places: readonly Span[], kind: vscode.DocumentHighlightKind) =>
    places.map((place) => new vscode.DocumentHighlight(template.range(place), kind));
  const uses = referencesAt(template.parsed, offset);
  if (uses) return [...marked(uses.definitions, Write), ...marked(uses.references, Read)];
  const tags = matchingTags(template.parsed, offset);
  return marked(
    tags.map((tag) => tag.word ?? tag),
    Text,
  );
}

function holds({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}
