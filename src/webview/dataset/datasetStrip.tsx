import type { DatasetView, SpecUse } from '../../shared/protocol.js';
import { Icon } from '../common/icon.js';
import { counted, formatBytes, formatCount } from '../common/wording.js';
import type { DatasetHost } from './datasetEditor.js';

interface StripProps {
  readonly file: { readonly name: string; readonly bytes: number | null } | null;
  readonly view: DatasetView | null;
  readonly uses: readonly SpecUse[];
  readonly host: DatasetHost;
}

/** What the file is, what is wrong with it, and who uses it. */
export function DatasetStrip({ file, view, uses, host }: StripProps) {
  const bytes = view?.bytes ?? file?.bytes ?? null;
  const facts = [
    view && counted(view.rows, 'row'),
    view && counted(view.columns.length, 'column'),
    view && (view.delimiter ? `${view.format}, ${view.delimiter}` : view.format),
    bytes !== null && formatBytes(bytes),
  ].filter((fact) => typeof fact === 'string');

  return (
    <header class="strip">
      <h1 class="strip-name">{file?.name ?? ' '}</h1>
      <span class="strip-facts muted">{facts.join(' · ')}</span>
      {view && view.problemCount > 0 && <Problems view={view} host={host} />}
      <Uses uses={uses} view={view} host={host} />
      <span class="spacer" />
      <button class="tool" onClick={() => void host.call('openText', {})}>
        <Icon name="go-to-file" />
        Open as text
      </button>
    </header>
  );
}

function Problems({ view, host }: { view: DatasetView; host: DatasetHost }) {
  const hidden = view.problemCount - view.problems.length;
  const broken = view.problems.some((problem) => problem.severity === 'error');
  return (
    <details class="problems">
      <summary>
        <span class={broken ? 'tone-error' : 'tone-warn'}>
          <Icon name={broken ? 'error' : 'warning'} />
        </span>
        {counted(view.problemCount, 'problem')}
      </summary>
      <ul>
        {view.problems.map((problem, index) => (
          <li key={index}>
            <span class={problem.severity === 'error' ? 'tone-error' : 'tone-warn'}>
              <Icon name={problem.severity} />
            </span>
            <button class="link" onClick={() => void host.call('openText', { line: problem.line })}>
              Line {formatCount(problem.line)}
            </button>
            <span>{problem.message}</span>
          </li>
        ))}
        {hidden > 0 && <li class="muted">and {formatCount(hidden)} more</li>}
      </ul>
    </details>
  );
}

function Uses({
  uses,
  view,
  host,
}: {
  uses: readonly SpecUse[];
  view: DatasetView | null;
  host: DatasetHost;
}) {
  if (uses.length === 0) return null;
  const used = new Set(uses.flatMap((use) => use.columns));
  const unused = view?.columns.map((column) => column.name).filter((name) => !used.has(name)) ?? [];
  return (
    <span class="strip-uses muted">
      used by{' '}
      {uses.map((use, index) => (
        <span key={use.uri}>
          {index > 0 && ', '}
          <button
            class="link"
            title={`Columns: ${use.columns.join(', ') || 'none'}`}
            onClick={() => void host.call('openSpec', { uri: use.uri })}
          >
            {use.spec}
          </button>
        </span>
      ))}
      {unused.length > 0 && (
        <span class="clip" title={unused.join(', ')}>
          {' '}
          · unused: {unused.join(', ')}
        </span>
      )}
    </span>
  );
}
