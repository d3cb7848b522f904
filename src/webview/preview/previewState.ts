import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type {
  PreviewFrame,
  PreviewRequest,
  RowFlag,
  ScanView,
  previewProtocol,
} from '../../shared/previewProtocol.js';
import type { Event } from '../../shared/rpc.js';
import type { Host } from '../common/host.js';
import { reasonOf } from '../common/reasonOf.js';

export type PreviewHost = Host<typeof previewProtocol>;
export type Good = Extract<PreviewFrame, { kind: 'messages' }>;
export type Problem = Extract<PreviewFrame, { kind: 'problem' }>;
export type Marks = Event<typeof previewProtocol, 'marked'>;

/** What the view comes back with after a reload; the extension reads `uri`. */
interface Remembered {
  readonly uri: string;
  readonly spec: string;
  /** 0: none yet. */
  readonly row: number;
  /** The request on show, or `both`. */
  readonly role: string;
  readonly flag: RowFlag | null;
  readonly search: string;
  /** Null: as the width allows. */
  readonly rail: boolean | null;
  readonly scrollTop: number;
}

export const AT_FIRST: Remembered = {
  uri: '',
  spec: '',
  row: 0,
  role: '',
  flag: null,
  search: '',
  rail: null,
  scrollTop: 0,
};

interface Frames {
  /** The last messages that could be made. */
  readonly good: Good | null;
  /** Why there are no newer ones. */
  readonly problem: Problem | null;
  /** Why the extension could not be asked. */
  readonly failure: string | null;
  retry(): void;
}

/** The frame of a row, always the newest: while one is on its way, changes wait for it together. */
export function useFrames(host: PreviewHost, row: number, onRow: (row: number) => void): Frames {
  const [good, setGood] = useState<Good | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const wanted = useRef(row);
  wanted.current = row;
  const asking = useRef({ isOut: false, isStale: false });

  const take = useCallback((frame: PreviewFrame) => {
    setFailure(null);
    if (frame.kind === 'problem') setProblem(frame);
    else {
      setProblem(null);
      setGood(frame);
    }
  }, []);
  const ask = useCallback(() => {
    const turn = asking.current;
    if (wanted.current < 1) return;
    if (turn.isOut) {
      turn.isStale = true;
      return;
    }
    turn.isOut = true;
    turn.isStale = false;
    const asked = wanted.current;
    const ended = () => {
      turn.isOut = false;
      if (turn.isStale) ask();
    };
    host.call('show', { row: asked }).then(
      (frame) => {
        take(frame);
        // A row beyond the end is the last one.
        if (asked === wanted.current && frame.row !== asked) {
          wanted.current = frame.row;
          onRow(frame.row);
        }
        ended();
      },
      (error: unknown) => {
        setFailure(reasonOf(error));
        ended();
      },
    );
  }, [host]);

  useEffect(ask, [row]);
  useEffect(
    () =>
      host.on('frame', (frame) => {
        // Meant for a row that somebody has left meanwhile: what is on its way is newer.
        if (frame.row === wanted.current) take(frame);
        else ask();
      }),
    [host],
  );
  useEffect(() => host.on('changed', ask), [host]);
  useEffect(
    () =>
      host.on('counted', ({ version, requests }) =>
        setGood((frame) => (frame?.version === version ? withTokens(frame, requests) : frame)),
      ),
    [host],
  );
  return { good, problem, failure, retry: ask };
}

function withTokens(
  frame: Good,
  counts: Event<typeof previewProtocol, 'counted'>['requests'],
): Good {
  const requests = frame.requests.map((request, index): PreviewRequest => {
    const count = counts[index];
    if (!count) return request;
    const { tokenizer, contextLength, tokens } = count;
    const messages = request.messages.map((message, at) => ({
      ...message,
      tokens: tokens[at] ?? null,
    }));
    return { ...request, tokenizer, contextLength, messages };
  });
  return { ...frame, requests };
}

const NO_SCAN: ScanView = {
  checked: 0,
  rows: 0,
  state: 'idle',
  counts: { ok: 0, fails: 0, empty: 0, warns: 0 },
};

export function useScan(host: PreviewHost): ScanView {
  const [scan, setScan] = useState(NO_SCAN);
  useEffect(() => host.on('scanned', setScan), [host]);
  return scan;
}

const NO_MARKS: Marks = { marks: [], reveal: false };

/** What the cursor in a template made. */
export function useMarks(host: PreviewHost): Marks {
  const [marks, setMarks] = useState(NO_MARKS);
  useEffect(
    () =>
      host.on('marked', (next) =>
        // Most key presses leave nothing marked, as before.
        setMarks((old) => (old.marks.length + next.marks.length === 0 ? old : next)),
      ),
    [host],
  );
  return marks;
}

/** Whether the page is as narrow as this. */
export function useNarrow(pixels: number): boolean {
  const [query] = useState(() => window.matchMedia(`(max-width: ${pixels}px)`));
  const [narrow, setNarrow] = useState(query.matches);
  useEffect(() => {
    const tell = () => setNarrow(query.matches);
    query.addEventListener('change', tell);
    return () => query.removeEventListener('change', tell);
  }, [query]);
  return narrow;
}
