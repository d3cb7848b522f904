import type { GallerySource } from './galleryTemplate.js';

export const SIMPLE_QA: GallerySource = {
  authors: 'Wei et al.',
  year: 2024,
  title: 'Measuring short-form factuality in large language models (SimpleQA)',
  url: 'https://arxiv.org/abs/2411.04368',
};
export const MT_BENCH: GallerySource = {
  authors: 'Zheng et al.',
  year: 2023,
  title: 'Judging LLM-as-a-Judge with MT-Bench and Chatbot Arena',
  url: 'https://arxiv.org/abs/2306.05685',
};
export const RAGAS: GallerySource = {
  authors: 'Es et al.',
  year: 2023,
  title: 'Ragas: Automated Evaluation of Retrieval Augmented Generation',
  url: 'https://arxiv.org/abs/2309.15217',
};
export const HHH: GallerySource = {
  authors: 'Askell et al.',
  year: 2021,
  title: 'A General Language Assistant as a Laboratory for Alignment',
  url: 'https://arxiv.org/abs/2112.00861',
};
export const CONSTITUTIONAL_AI: GallerySource = {
  authors: 'Bai et al.',
  year: 2022,
  title: 'Constitutional AI: Harmlessness from AI Feedback',
  url: 'https://arxiv.org/abs/2212.08073',
};
export const XSTEST: GallerySource = {
  authors: 'Röttger et al.',
  year: 2023,
  title:
    'XSTest: A Test Suite for Identifying Exaggerated Safety Behaviours in Large Language Models',
  url: 'https://arxiv.org/abs/2308.01263',
};
export const PROMETHEUS: GallerySource = {
  authors: 'Kim et al.',
  year: 2023,
  title: 'Prometheus: Inducing Fine-grained Evaluation Capability in Language Models',
  url: 'https://arxiv.org/abs/2310.08491',
};
export const SUMM_EVAL: GallerySource = {
  authors: 'Fabbri et al.',
  year: 2020,
  title: 'SummEval: Re-evaluating Summarization Evaluation',
  url: 'https://arxiv.org/abs/2007.12626',
};
export const G_EVAL: GallerySource = {
  authors: 'Liu et al.',
  year: 2023,
  title: 'G-Eval: NLG Evaluation using GPT-4 with Better Human Alignment',
  url: 'https://arxiv.org/abs/2303.16634',
};
export const INFO_BENCH: GallerySource = {
  authors: 'Qin et al.',
  year: 2024,
  title: 'InFoBench: Evaluating Instruction Following Ability in Large Language Models',
  url: 'https://arxiv.org/abs/2401.03601',
};
export const ALPACA_EVAL: GallerySource = {
  authors: 'Dubois et al.',
  year: 2024,
  title: 'Length-Controlled AlpacaEval: A Simple Way to Debias Automatic Evaluators',
  url: 'https://arxiv.org/abs/2404.04475',
};
