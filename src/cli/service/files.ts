import { stat } from 'node:fs/promises';
import path from 'node:path';
import { bytesText } from '../../core/bytesText.js';
import { localName } from '../../core/dataset/service/fileFormat.js';
import { shownName } from '../../core/fileName.js';
import { uploadText } from '../../core/dataset/service/uploadText.js';
import { UserError } from '../../core/userError.js';
import { numberText, plural, t } from '../../l10n/t.js';
import type { CommandContext } from '../commandContext.js';
import { columnList } from '../dataset/columnList.js';
import { EXIT, type ExitCode } from '../exitCode.js';
import { progressBar } from '../terminal/progressBar.js';
import { textTable } from '../terminal/textTable.js';

/** `gavel files`: the files of the service, newest first, all or those of one purpose. */
export async function files(
  purpose: string | undefined,
  { services, terminal, signal }: CommandContext,
): Promise<ExitCode> {
  const library = await services.serviceFiles('together');
  const all = await library.list(signal);
  const listed = purpose === undefined ? all : all.filter((file) => file.purpose === purpose);
  const table = textTable(
    ['id', t('name'), t('size'), t('rows'), t('purpose'), t('created')],
    listed.map((file) => [
      file.id,
      file.name,
      file.bytes === undefined ? '' : bytesText(file.bytes),
      file.rows === undefined ? '' : numberText(file.rows),
      file.purpose,
      file.createdAt?.slice(0, 19).replace('T', ' ') ?? '',
    ]),
    60,
  );
  const none =
    purpose === undefined || all.length === 0
      ? t('There is no file at {0} yet.', library.host)
      : plural(
          all.length,
          'None of the {0} file at {1} has the purpose "{2}".',
          'None of the {0} files at {1} has the purpose "{2}".',
          library.host,
          purpose,
        );
  terminal.result({ host: library.host, files: listed }, listed.length > 0 ? table : none);
  return EXIT.ok;
}

/** `gavel files get ID`: downloads a file; never over one that is there. */
export async function getFile(
  fileId: string,
  out: string | undefined,
  { services, terminal, signal, path: absolute }: CommandContext,
): Promise<ExitCode> {
  const library = await services.serviceFiles('together');
  const file = await library.get(fileId, signal);
  const target = await placeFor(absolute(out ?? '.'), localName(file));
  const name = shownName(file.name);
  const bar = progressBar(terminal);
  try {
    await library.download(
      {
        file,
        target,
        replace: false,
        onProgress: ({ bytes, of }) => {
          const whole = of === undefined ? '' : t(' of {0}', bytesText(of));
          bar.show(t('downloading {0}  {1}{2}', name, bytesText(bytes), whole), undefined);
        },
      },
      signal,
    );
  } finally {
    bar.clear();
  }
  const { size } = await stat(target);
  terminal.result(
    { id: file.id, name: file.name, path: target, bytes: size },
    `${target} (${bytesText(size)})`,
  );
  return EXIT.ok;
}

interface PutOptions {
  /** Names with commas between them. */
  readonly columns?: string;
  readonly renameIdentifiers?: true;
}

/** `gavel files put FILE`: uploads a dataset, unless the service has the same bytes. */
export async function putFile(
  file: string,
  { columns, renameIdentifiers }: PutOptions,
  { services, terminal, signal, path: absolute }: CommandContext,
): Promise<ExitCode> {
  const library = await services.serviceFiles('together');
  const info = await services.datasets.describe(absolute(file), signal);
  const bar = progressBar(terminal);
  try {
    const uploaded = await library.upload(
      {
        info,
        ...(columns !== undefined && { columns: await columnList(columns) }),
        ...(renameIdentifiers && { renames: 'identifiers' as const }),
        onProgress: (progress) => bar.show(uploadText(progress, shownName(file)), undefined),
      },
      signal,
    );
    bar.clear();
    const { id, name, bytes, reused } = uploaded;
    const what = reused ? t('is there already') : t('uploaded');
    terminal.result({ id, name, bytes, reused }, `${id}  ${name} (${bytesText(bytes)}, ${what})`);
    return EXIT.ok;
  } finally {
    bar.clear();
  }
}

/** In a folder under the file's own name; else the file itself. */
async function placeFor(out: string, name: string): Promise<string> {
  const isFolder = await stat(out).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isFolder ? path.join(out, name) : out;
}

/** `gavel files rm ID…`: deletes files of the service for good, which must be said. */
export async function removeFiles(
  ids: readonly string[],
  isConfirmed: boolean,
  { services, terminal, signal }: CommandContext,
): Promise<ExitCode> {
  if (!isConfirmed) {
    const message = plural(
      ids.length,
      'This deletes {0} file of the service for good; add --yes to do it.',
      'This deletes {0} files of the service for good; add --yes to do it.',
    );
    throw new UserError('usage', message);
  }
  const library = await services.serviceFiles('together');
  const deleted: string[] = [];
  const unknown: string[] = [];
  for (const id of ids) {
    const wasThere = await library.delete({ id, name: id }, signal);
    (wasThere ? deleted : unknown).push(id);
  }
  const lines = [
    ...deleted.map((id) => t('deleted {0}', id)),
    ...unknown.map((id) => t('{0} does not know {1}', library.host, id)),
  ];
  terminal.result({ deleted, unknown }, lines.join('\n'));
  return unknown.length > 0 ? EXIT.badInput : EXIT.ok;
}
