import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

const SHOWN_MS = 5000;

/** Words that are shown for a moment. */
export function useSaid(): readonly [said: string, say: (words: string) => void] {
  const [said, setSaid] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const say = useCallback((words: string) => {
    clearTimeout(timer.current);
    setSaid(words);
    timer.current = setTimeout(() => setSaid(''), SHOWN_MS);
  }, []);
  return [said, say];
}
