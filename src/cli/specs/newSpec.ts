import path from 'node:path';
import { GALLERY, galleryTemplate } from '../../core/gallery/gallery.js';
import { gallerySpecText, sourceLine } from '../../core/gallery/gallerySpec.js';
import type { GalleryTemplate } from '../../core/gallery/galleryTemplate.js';
import {
  checkMapping,
  guessColumns,
  missingColumns,
  neededColumns,
  type ColumnMapping,
} from '../../core/gallery/mapColumns.js';
import { firstRows, type FirstRows } from '../../core/spec/firstRows.js';
import { newSpecText } from '../../core/spec/newSpec.js';
import { specFormat, type SpecFormat } from '../../core/spec/parseSpec.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import type { CommandContext } from '../commandContext.js';
import { EXIT, type ExitCode } from '../exitCode.js';
import type { NewSpecOptions } from './newSpecOptions.js';
import { textTable } from '../terminal/textTable.js';

/** `gavel new`: a spec for a dataset, plain or by a rubric of the gallery; `--list` shows the gallery. */
export async function newSpec(
  options: NewSpecOptions,
  { services, terminal, signal, path: absolute, cwd }: CommandContext,
): Promise<ExitCode> {
  if (options.list) {
    terminal.result({ templates: GALLERY.map(listed) }, galleryTable());
    return EXIT.ok;
  }
  const { dataset, out, map = {} } = options;
  const template = options.template === undefined ? undefined : named(options.template);
  if (template && options.type !== undefined) {
    throw new UserError('usage', t('A rubric of the gallery has its type; leave --type out.'));
  }
  if (!template && Object.keys(map).length > 0) {
    throw new UserError(
      'usage',
      t('--map is for a rubric of the gallery; name one with --template.'),
    );
  }
  if (dataset === undefined) {
    throw new UserError(
      'usage',
      t(
        'Name the file with the rows: --dataset FILE. gavel new --list shows the rubrics of the gallery.',
      ),
    );
  }
  const target = out === undefined ? undefined : absolute(out);
  const format: SpecFormat = out === undefined ? 'yaml' : specFormat(out);
  const found = await firstRows(services.datasets, absolute(dataset), signal);
  const folder = target === undefined ? cwd : path.dirname(target);
  const datasetPath = path.relative(folder, absolute(dataset)).split(path.sep).join('/');
  const common = {
    datasetPath,
    format,
    ...(options.backend && { backend: options.backend }),
  };
  const mapping = template && mapped(template, found, map);
  const text =
    template && mapping
      ? gallerySpecText(template, { ...common, mapping, first: found.rows[0]?.values ?? {} })
      : newSpecText({
          ...common,
          type: options.type ?? 'classify',
          columns: found.columns,
          sampleRows: found.rows,
        });
  if (target !== undefined) await services.createFile(target, [text]);
  const place = target === undefined ? { text } : { path: target };
  const document = { ...place, ...(template && { template: template.id, columns: mapping }) };
  if (target !== undefined || terminal.json) terminal.result(document, target ?? '');
  else await terminal.write(text);
  return EXIT.ok;
}

function named(id: string): GalleryTemplate {
  const template = galleryTemplate(id);
  if (template) return template;
  throw new UserError(
    'usage',
    t(
      'There is no rubric “{0}” in the gallery; it has {1}.',
      id,
      GALLERY.map((one) => one.id).join(', '),
    ),
  );
}

function mapped(template: GalleryTemplate, found: FirstRows, given: ColumnMapping): ColumnMapping {
  const { columns, rows } = found;
  checkMapping(template, columns, given);
  const mapping = guessColumns(template, columns, {
    given,
    rows: rows.map(({ values }) => values),
  });
  const missing = missingColumns(template, mapping);
  if (missing.length === 0) return mapping;
  const lacks = missing.map(({ id, holds }) => `--map ${id}=COLUMN (${holds})`).join(', ');
  throw new UserError(
    'usage',
    t('The rubric “{0}” needs {1}; the columns are {2}.', template.id, lacks, columns.join(', ')),
  );
}

function listed(template: GalleryTemplate) {
  const { id, title, summary, verdict, sources } = template;
  const columns = neededColumns(template).map((column) => ({ id: column.id, holds: column.holds }));
  return { id, title, summary, type: verdict.type, columns, sources };
}

function galleryTable(): string {
  const table = textTable(
    [t('template'), t('type'), t('what the judge decides'), t('needs')],
    GALLERY.map((template) => [
      template.id,
      template.verdict.type,
      template.summary,
      template.columns.map(({ id }) => id).join(', '),
    ]),
    80,
  );
  const ideas = GALLERY.map(
    ({ id, sources }) => `${id}: ${sources.map((source) => sourceLine(source)).join('; ')}`,
  );
  return `${table}\n\n${t('Where the ideas are from:')}\n${ideas.join('\n')}`;
}
