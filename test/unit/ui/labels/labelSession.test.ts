import assert from 'node:assert/strict';
import type { LabelRecord } from '../../../../src/core/labels/labelRecord.js';
import { labelsHost } from '../../../webview/harness/labelsHost.js';
import { sampleRun } from '../../../webview/harness/sampleRun.js';

const signal = new AbortController().signal;
const START = {
  rater: 'Ann',
  plan: 'random' as const,
  number: 40,
  seed: 1,
  since: null,
  skipped: [],
};

function choices(records: readonly LabelRecord[]) {
  return records.map((one) => ('undo' in one ? 'undo' : `${one.shown} ${one.choice}`));
}

describe('a session of labelling', () => {
  it('never tells what the judge said, who answered, or which letter a response has', async () => {
    for (const type of ['classify', 'score', 'compare'] as const) {
      const { handlers } = labelsHost(sampleRun({ type, rows: 60 }));
      let { step } = await handlers.start(START, signal);
      const view = await handlers.open({}, signal);
      for (let at = 0; at < 9; at += 1) {
        const told = JSON.stringify(step);
        assert.doesNotMatch(told, /feedback|verdict|judge|choice|MODEL_TO|Llama|agrees with/i);
        assert.doesNotMatch(told, /answer_v2|"answer"|T-1\d\d/);
        const { card } = step;
        assert.ok(card);
        assert.deepEqual(
          card.responses.map(({ title }) => title),
          type === 'compare' ? ['First', 'Second'] : ['Response'],
        );
        const verdict = { classify: 'correct', score: 8, compare: 'first' }[type];
        step = await handlers.label({ id: card.id, verdict, note: '', tookMs: 1 }, signal);
      }
      assert.doesNotMatch(JSON.stringify(view), /MODEL_TO|Llama|gpt-oss/);
    }
  });

  it('regression: shows no column that imported verdicts were read from', async () => {
    const { manifest, rows } = sampleRun({
      type: 'classify',
      rows: 10,
      manifest: {
        imported_from: {
          file: 'answers.jsonl',
          sha256: 'ab',
          map: { verdict: 'is_right', feedback: 'why' },
        },
      },
    });
    const spec = { ...manifest.spec, judge: { ...manifest.spec.judge, system_template: '' } };
    const { handlers } = labelsHost({
      manifest: { ...manifest, spec },
      rows: rows.map((row) => ({
        ...row,
        result: { ...row.result, is_right: 'yes', why: 'It names both.' },
      })),
    });
    const { step } = await handlers.start(START, signal);
    const shown = step.card?.inputs.map(({ column }) => column) ?? [];
    assert.ok(shown.includes('question'));
    assert.deepEqual(
      shown.filter((column) => column === 'is_right' || column === 'why'),
      [],
    );
  });

  it('writes a choice in the letters of the spec, whatever stood first', async () => {
    const run = sampleRun({ type: 'compare', rows: 60 });
    const { handlers, records } = labelsHost(run);
    let { step } = await handlers.start(START, signal);
    for (let at = 0; at < 20; at += 1) {
      const { card } = step;
      assert.ok(card);
      const result = run.rows[card.id - 1]?.result;
      const isFirstA = card.responses[0]?.text === result?.['answer'];
      step = await handlers.label({ id: card.id, verdict: 'first', note: '', tookMs: 1 }, signal);
      assert.equal(choices(records).at(-1), isFirstA ? 'AB A' : 'BA B');
    }
    assert.equal(new Set(choices(records)).size, 2);
  });

  it('labels a row once, however often the key comes', async () => {
    const { handlers, records } = labelsHost(sampleRun({ type: 'classify', rows: 60 }));
    const { step } = await handlers.start(START, signal);
    const label = { id: step.card?.id ?? 0, verdict: 'wrong', note: '', tookMs: 1 };
    const next = await handlers.label(label, signal);
    const again = await handlers.label(label, signal);
    assert.deepEqual([again.card?.id, again.done, records.length], [next.card?.id, 1, 1]);
  });

  it('keeps the row, and writes nothing, where the disk is full', async () => {
    const host = labelsHost(sampleRun({ type: 'classify', rows: 60 }));
    const { handlers, records } = host;
    const { step } = await handlers.start(START, signal);
    const label = { id: step.card?.id ?? 0, verdict: 'wrong', note: 'mine', tookMs: 1 };
    host.isFull = true;
    await assert.rejects(async () => handlers.label(label, signal), /the disk is full/);
    host.isFull = false;
    const next = await handlers.label(label, signal);
    assert.deepEqual([next.done, records.length], [1, 1]);
    host.isFull = true;
    await assert.rejects(async () => handlers.undo({}, signal), /the disk is full/);
    host.isFull = false;
    // What could not be taken back stands.
    const back = await handlers.undo({}, signal);
    assert.deepEqual([back.card?.id, back.done, back.note], [label.id, 0, 'mine']);
    assert.ok(records[1] && 'undo' in records[1]);
  });

  it('refuses a verdict that the evaluation has not, a name of blanks, and a plan without rows', async () => {
    const { handlers, records } = labelsHost(sampleRun({ type: 'score', rows: 60 }));
    await assert.rejects(
      async () => handlers.start({ ...START, rater: ' ' }, signal),
      /a name is needed/,
    );
    await assert.rejects(
      async () => handlers.start({ ...START, plan: 'filtered' }, signal),
      /no row/,
    );
    const { step } = await handlers.start(START, signal);
    const id = step.card?.id ?? 0;
    await assert.rejects(
      async () => handlers.label({ id, verdict: 11, note: '', tookMs: 1 }, signal),
      /11 is no verdict/,
    );
    assert.deepEqual(records, []);
  });

  it('renews figures every few labels only, so that none tells what the judge said of a row', async () => {
    const { handlers } = labelsHost(sampleRun({ type: 'classify', rows: 200 }));
    let { step } = await handlers.start(START, signal);
    const seen: string[] = [];
    for (let at = 0; at < 22; at += 1) {
      const verdict = at % 3 === 0 ? 'wrong' : 'correct';
      step = await handlers.label({ id: step.card?.id ?? 0, verdict, note: '', tookMs: 1 }, signal);
      seen.push(step.live.join(' '));
    }
    assert.deepEqual(
      seen.map((text, at) => (at > 0 && text !== seen[at - 1] ? at + 1 : 0)).filter((at) => at > 0),
      [10, 15, 20],
    );
    assert.match(seen.at(-1) ?? '', /^κ .* with the judge on 20 rows/);
  });

  it('foresees what a number of labels will tell', async () => {
    const { handlers } = labelsHost(sampleRun({ type: 'compare', rows: 60 }));
    const sample = { rater: 'Ann', plan: 'random' as const, seed: 1 };
    const foresee = async (number: number) =>
      (await handlers.foresee({ ...sample, number }, signal)).sentence;
    assert.equal(
      await foresee(40),
      'With 40 labels an agreement of 85 % is known to about ± 11 points.',
    );
    assert.match(await foresee(1000), /^There are 58 rows in all\. With 58 labels/);
  });
});
