import { useEffect, useState } from 'preact/hooks';
import type { resultsProtocol } from '../../shared/protocol.js';
import type { Reply } from '../../shared/rpc.js';
import { Fault, Icon } from '../common/icon.js';
import { reasonOf } from '../common/reasonOf.js';
import { counted } from '../common/wording.js';
import type { ResultsHost } from './resultsEditor.js';

interface PeopleToolsProps {
  readonly host: ResultsHost;
  /** Of the rows. */
  readonly version: number;
  toRows(filters: string[]): void;
}

/** What can be done about people's labels: give more, read where they differ, mend the rubric by them. */
export function PeopleTools({ host, version, toRows }: PeopleToolsProps) {
  const [read, setRead] = useState<Reply<typeof resultsProtocol, 'labels'> | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let current = true;
    host.call('labels', { version }).then(
      (reply) => {
        if (!current) return;
        setRead(reply);
        setProblem(null);
      },
      (error: unknown) => current && setProblem(reasonOf(error)),
    );
    return () => void (current = false);
  }, [host, version]);
  const act = (action: 'label' | 'export') => void host.call('labelAct', { action });
  const hasLabels = read !== null && read.rows > 0;

  return (
    <>
      {problem !== null && (
        <p role="alert">
          <Fault words={problem} />
        </p>
      )}
      {read?.rows === 0 && <p>Label 40 rows to learn how far to trust it.</p>}
      {read?.faults.map((fault) => (
        <p key={fault}>{fault}</p>
      ))}
      <p class="people-tools">
        <button class="button secondary" onClick={() => act('label')}>
          <Icon name="tag" /> {hasLabels ? 'Label more rows' : 'Label rows'}
        </button>
        {read && read.differences > 0 && (
          <>
            <button class="button secondary" onClick={() => toRows(read.filters)}>
              Show the {counted(read.differences, 'row')} that{' '}
              {read.differences === 1 ? 'differs' : 'differ'}
            </button>
            <button class="button secondary" onClick={() => act('export')}>
              Export as examples…
            </button>
          </>
        )}
      </p>
    </>
  );
}
