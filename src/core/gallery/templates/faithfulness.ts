import { QUESTION, CONTEXT } from '../galleryColumns.js';
import type { GalleryTemplate } from '../galleryTemplate.js';
import { RAGAS } from '../sources.js';

export const faithfulness: GalleryTemplate = {
  id: 'faithfulness',
  title: 'Faithfulness to the context',
  summary: 'Whether every claim of the answer is supported by the passages it rests on',
  columns: [QUESTION, CONTEXT],
  verdict: {
    type: 'classify',
    labels: ['faithful', 'partly faithful', 'unfaithful'],
    pass_labels: ['faithful'],
  },
  sources: [RAGAS],
  rubric: `You check whether an answer rests on its context. Whether it is true in the world, or helps, does not matter here.

Question:
{{ question }}

Context:
{{ context }}

Split the answer into single claims. For each one ask: does the context say it, or does it follow from the context without further knowledge?

- faithful: every claim is supported. An answer that says the context does not tell is faithful, if it does not.
- partly faithful: most claims are supported, and what is not changes nothing that somebody would act on.
- unfaithful: a claim that matters is not in the context, or contradicts it.

Name in your feedback the first claim that is not supported.`,
};
