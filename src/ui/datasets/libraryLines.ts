import { bytesText } from '../../core/bytesText.js';
import { fileFormat } from '../../core/dataset/service/fileFormat.js';
import type { ServiceFile } from '../../core/dataset/service/serviceFiles.js';
import { shownName } from '../../core/fileName.js';
import { markdownCode, markdownText } from '../../core/markdownText.js';
import type { ServiceName } from '../../core/services.js';
import type { UserError } from '../../core/userError.js';
import { momentText, plural, t } from '../../l10n/t.js';
import { agoText } from '../runs/agoText.js';
import type { TreeLine } from '../treeLine.js';

/** A dataset of the workspace, as far as it is known. */
export interface DatasetFacts {
  readonly name: string;
  /** Relative to the workspace; '' for its root. */
  readonly folder: string;
  readonly path: string;
  /** Names of the specs that use it. */
  readonly specs: readonly string[];
  /** A spec names it, but it is not there. */
  readonly missing: boolean;
  readonly bytes?: number | undefined;
  readonly rows?: number | undefined;
}

export function datasetLine(facts: DatasetFacts): TreeLine {
  const { name, folder, path, missing } = facts;
  const used = usedBy(facts.specs);
  const size = facts.bytes === undefined ? '' : bytesText(facts.bytes);
  const rows = rowsText(facts.rows);
  const description = joined(missing ? t('missing') : '', size, rows, used, folder);
  const tooltip = [
    `**${markdownText(name)}**`,
    markdownText(path),
    markdownText(joined(exactBytes(facts.bytes), rows)),
    usedInTooltip(facts.specs),
    missing ? t('A spec names it, but there is no such file.') : '',
  ];
  return {
    label: name,
    description,
    tooltip: paragraphs(tooltip),
    icon: missing ? { id: 'warning', color: 'list.warningForeground' } : { id: 'table' },
    contextValue: missing ? 'missing' : 'dataset',
    accessibleLabel: `${name}, ${description.replaceAll(' · ', ', ')}`,
  };
}

export interface FileSituation {
  readonly service: ServiceName;
  readonly host: string;
  /** Names of the specs of the workspace that name it. */
  readonly specs: readonly string[];
  /** The line stands under its purpose already. */
  readonly isGrouped: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export function fileLine(file: ServiceFile, situation: FileSituation): TreeLine {
  const { service, specs, isGrouped, now } = situation;
  const name = shownName(file.name);
  const isParquet = fileFormat(file) === 'parquet';
  const size = file.bytes === undefined ? '' : bytesText(file.bytes);
  const rows = rowsText(file.rows);
  const created = file.createdAt === undefined ? NaN : Date.parse(file.createdAt);
  const age = agoText(created, now);
  const used = usedBy(specs);
  const purpose = isGrouped ? '' : file.purpose;
  const demo = service === 'demo' ? t('demo') : '';
  return {
    label: name,
    description: joined(size, rows, purpose, used, age, demo),
    tooltip: fileTooltip(file, situation),
    icon: { id: isParquet ? 'file-binary' : 'table' },
    contextValue: `file ${isParquet ? '' : 'canPreview '}${service}`,
    accessibleLabel: [name, purposeText(file.purpose), size, rows, used, age, demo]
      .filter(Boolean)
      .join(', '),
  };
}

function fileTooltip(file: ServiceFile, { service, host, specs }: FileSituation): string {
  const { id, purpose, createdAt } = file;
  const format = fileFormat(file);
  const said = [
    `**${markdownText(shownName(file.name))}**`,
    service === 'demo'
      ? t('{0} in the demo service', markdownCode(id))
      : t('{0} at {1}', markdownCode(id), markdownText(host)),
    markdownText(joined(exactBytes(file.bytes), rowsText(file.rows))),
    markdownText(joined(purposeText(purpose), purpose, format.toUpperCase())),
    createdAt === undefined ? '' : markdownText(t('Uploaded {0}', momentText(new Date(createdAt)))),
    usedInTooltip(specs),
    format === 'parquet'
      ? t('The rows of a Parquet file can’t be shown here; download it instead.')
      : t('Opens with its first rows: about 1 MB is read, not the whole file.'),
  ];
  return paragraphs(said);
}

const purposes = (): Readonly<Record<string, string>> => ({
  eval: t('Evaluation datasets'),
  'eval-sample': t('Evaluation samples'),
  'eval-output': t('Evaluation results'),
  'eval-summary': t('Evaluation summaries'),
  'fine-tune': 'Fine-tuning',
  'batch-api': t('Batch input'),
  'batch-generated': t('Batch output'),
});
const order = () => Object.keys(purposes());
/** Named in a tooltip. */
const MOST_SPECS = 20;

/** The purpose for people; the service's own word where it is none that is known. */
export function purposeText(purpose: string): string {
  if (Object.hasOwn(purposes(), purpose)) return purposes()[purpose] ?? purpose;
  return purpose === '' ? t('Without a purpose') : purpose;
}

interface PurposeGroup {
  readonly purpose: string;
  readonly files: readonly ServiceFile[];
}

/** Files by their purpose, those for evaluations first; within a purpose in the given order. */
export function byPurpose(files: readonly ServiceFile[]): readonly PurposeGroup[] {
  const groups = new Map<string, ServiceFile[]>();
  for (const file of files) {
    const group = groups.get(file.purpose);
    if (group) group.push(file);
    else groups.set(file.purpose, [file]);
  }
  const rank = (purpose: string): number => {
    const place = order().indexOf(purpose);
    return place < 0 ? order().length : place;
  };
  return [...groups]
    .map(([purpose, members]) => ({ purpose, files: members }))
    .sort((a, b) => rank(a.purpose) - rank(b.purpose) || a.purpose.localeCompare(b.purpose));
}

/** Why files could not be listed, as short as a line below the host; the tooltip has the sentence. */
export function failureText({ kind }: UserError): string {
  switch (kind) {
    case 'unreachable':
      return t('Can’t be reached');
    case 'auth':
      return t('The API key was refused');
    case 'rate_limit':
      return t('Too many requests');
    default:
      return t('Could not be listed');
  }
}

/** Whether every word occurs, whatever its case. */
export function holdsWords(text: string, filter: string): boolean {
  const lower = text.toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word));
}

/** What the filter looks at. */
export function fileText(file: ServiceFile, specs: readonly string[]): string {
  const { id, name, purpose } = file;
  return [name, id, purpose, purposeText(purpose), fileFormat(file), ...specs].join(' ');
}

function usedBy(specs: readonly string[]): string {
  if (specs.length === 0) return '';
  const [first, second, ...more] = specs;
  const names = [first, second].filter((name) => name !== undefined).join(', ');
  return more.length === 0
    ? t('used by {0}', names)
    : t('used by {0} and {1} more', names, more.length);
}

/** All of them, while there is room. */
function usedInTooltip(specs: readonly string[]): string {
  if (specs.length === 0) return '';
  const shown = specs.slice(0, MOST_SPECS).map(markdownText).join(', ');
  const more = specs.length - MOST_SPECS;
  return more > 0 ? t('Used by {0} and {1} more', shown, more) : t('Used by {0}', shown);
}

function rowsText(rows: number | undefined): string {
  if (rows === undefined) return '';
  return plural(rows, '{0} row', '{0} rows');
}

function exactBytes(bytes: number | undefined): string {
  if (bytes === undefined) return '';
  return plural(bytes, '{0} byte', '{0} bytes');
}

function paragraphs(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}
