import type { ScriptedRequest } from './scriptedModel.js';
import { contentWords, pick, shareOf } from './words.js';

const OPENINGS = [
  'In short, it comes down to',
  'The main point is',
  'The key here is',
  'What matters most is',
] as const;

const DETAILS = [
  'Start with',
  'Next, look at',
  'It also helps to consider',
  'Keep in mind',
  'Finally, check',
] as const;

const HEDGES = [
  'I am not certain about the rest.',
  'Some details are left out here.',
  'There may be exceptions.',
] as const;

/**
 * A text that speaks about what it was asked: its words come from the prompt, its length follows
 * what the prompt asks for, and some models leave out more than others.
 */
export function scriptedAnswer(seed: number, request: ScriptedRequest): string {
  const turns = request.messages.filter(({ role }) => role !== 'system');
  const question = turns.map(({ content }) => content).join('\n');
  const system = request.messages.filter(({ role }) => role === 'system');
  const instructions = system.map(({ content }) => content).join('\n');
  const share = (part: string) => shareOf(seed, request.model, instructions, question, part);

  const asked = distinctTopics(question);
  const [first] = asked;
  if (first === undefined) return 'demo: There is nothing to answer.';
  const care = 0.45 + 0.4 * shareOf(seed, request.model) + 0.15 * share('care');
  // A careless model overlooks some of what it is asked about.
  const seenTopics = asked.filter((topic) => share(`sees ${topic}`) < care);
  const topics = seenTopics.length > 0 ? seenTopics : [first];
  const wanted = Math.max(1, Math.round(sentencesWanted(`${instructions}\n${question}`) * care));
  const perSentence = Math.max(2, Math.ceil(topics.length / wanted));

  const sentences = [
    `${pick(OPENINGS, share('opening'))} ${listed(topics.slice(0, perSentence))}.`,
  ];
  for (let index = 1; index < wanted; index += 1) {
    const part = topics.slice(index * perSentence, (index + 1) * perSentence);
    if (part.length === 0) break;
    const detail = DETAILS[(index - 1) % DETAILS.length] ?? DETAILS[0];
    sentences.push(`${detail} ${listed(part)}.`);
  }
  if (share('hedge') < 0.3) sentences.push(pick(HEDGES, share('which hedge')));
  return `demo: ${sentences.join(' ')}`;
}

const MOST_TOPICS = 40;

function distinctTopics(question: string): string[] {
  return [...new Set(contentWords(question))].slice(0, MOST_TOPICS);
}

function sentencesWanted(prompt: string): number {
  if (/\b(concise|brief|short|one sentence|succinct)/i.test(prompt)) return 2;
  if (/\b(detail|step by step|thorough|explain|comprehensive)/i.test(prompt)) return 6;
  return 4;
}

function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
