import { describeCases, type SpecCase } from '../specCases.js';

const CASES: readonly SpecCase[] = [
  {
    name: 'pass label that is no label',
    type: 'classify',
    yaml: { pass_labels: 'pass_labels: [good, ⟦bda⟧]' },
    json: { pass_labels: '"pass_labels": ["good", ⟦"bda"⟧]' },
    problems: [['error', 'unknown-label', '`bda` is not in `labels`. Did you mean `bad`?']],
  },
  {
    name: 'label that stands twice',
    type: 'classify',
    yaml: { labels: 'labels: [good, bad, ⟦good⟧]' },
    json: { labels: '"labels": ["good", "bad", ⟦"good"⟧]' },
    problems: [['error', 'duplicate-label', '`good` stands twice in `labels`.']],
  },
  {
    name: 'every label passes',
    type: 'classify',
    yaml: { pass_labels: 'pass_labels: ⟦[good, bad]⟧' },
    json: { pass_labels: '"pass_labels": ⟦["good", "bad"]⟧' },
    problems: [
      ['warning', 'every-label-passes', 'Every label passes, so the pass rate is always 100 %.'],
    ],
  },
  {
    name: 'threshold below the range',
    type: 'score',
    yaml: { pass_threshold: 'pass_threshold: ⟦0⟧' },
    json: { pass_threshold: '"pass_threshold": ⟦0⟧' },
    problems: [
      ['error', 'threshold-range', '`pass_threshold` (0) must be at least `min_score` (1).'],
    ],
  },
  {
    name: 'threshold above the range',
    type: 'score',
    yaml: { pass_threshold: 'pass_threshold: ⟦10.5⟧' },
    json: { pass_threshold: '"pass_threshold": ⟦10.5⟧' },
    problems: [
      ['error', 'threshold-range', '`pass_threshold` (10.5) must be at most `max_score` (10).'],
    ],
  },
  {
    name: 'range without width',
    type: 'score',
    yaml: { min_score: 'min_score: ⟦10⟧' },
    json: { min_score: '"min_score": ⟦10⟧' },
    problems: [['error', 'score-range', '`min_score` (10) must be below `max_score` (10).']],
  },
  {
    name: 'gate of another type',
    type: 'score',
    yaml: { gates: 'gates: { ⟦win_rate_a⟧: { min: 0.5 } }' },
    json: { gates: '"gates": { ⟦"win_rate_a"⟧: { "min": 0.5 } }' },
    problems: [
      [
        'error',
        'gate-type',
        'Gate `win_rate_a` belongs to type compare; this spec’s type is score.',
      ],
    ],
  },
  {
    name: 'a gate on agreement where each row is judged once',
    type: 'compare',
    yaml: { gates: 'gates: { ⟦self_consistency⟧: { min: 0.9 } }' },
    json: { gates: '"gates": { ⟦"self_consistency"⟧: { "min": 0.9 } }' },
    problems: [
      [
        'error',
        'gate-repeats',
        'Gate `self_consistency` has no figure where each row is judged once; set `run.repeats` to 2 or more.',
      ],
    ],
  },
  {
    name: 'unknown gate, and a rate in per cent',
    type: 'score',
    yaml: { gates: 'gates: { ⟦pas_rate⟧: { min: 0.5 }, pass_rate: { min: ⟦80⟧ } }' },
    json: { gates: '"gates": { ⟦"pas_rate"⟧: { "min": 0.5 }, "pass_rate": { "min": ⟦80⟧ } }' },
    problems: [
      ['error', 'unknown-field', '`pas_rate` is no field of `gates`. Did you mean `pass_rate`?'],
      ['error', 'gate-range', '`pass_rate` is a fraction from 0 to 1, here perhaps 0.8.'],
    ],
  },
  {
    name: 'gate without a bound',
    type: 'score',
    yaml: { gates: 'gates: { mean: ⟦{}⟧ }' },
    json: { gates: '"gates": { "mean": ⟦{}⟧ }' },
    problems: [['error', 'empty-gate', 'Gate `mean` needs `min`, `max` or both.']],
  },
];

describeCases('faults between fields', CASES);
