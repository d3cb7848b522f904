import * as z from 'zod';
import { BACKEND_NAMES } from '../spec/evalSpec.js';

export const specField = z
  .string()
  .min(1)
  .max(1000)
  .describe('Path of the eval spec within the project, as gavel_list_specs gives it.');

export const runField = z
  .string()
  .min(1)
  .max(1000)
  .describe('Id of a run, as gavel_list_runs gives it; or "latest".');

export const offsetField = z
  .int()
  .min(0)
  .default(0)
  .describe('How many to skip; the next_offset of the last answer.');

export const limitField = (most: number, usual: number) =>
  z.int().min(1).max(most).default(usual).describe('How many to give at most.');

export const textLimitField = (usual: number) =>
  z
    .int()
    .min(100)
    .max(20_000)
    .default(usual)
    .describe('Characters of each text; what is longer is cut, and says by how much.');

/** Where it runs, and what a person has agreed to. */
export const launchFields = {
  spec: specField,
  backend: z
    .enum(BACKEND_NAMES)
    .optional()
    .describe(
      'Where it runs; the spec or the settings say so otherwise. demo: a scripted judge, free, says nothing about a model.',
    ),
  sample_seed: z
    .int()
    .optional()
    .describe('Takes a random sample of rows by this seed, not the first rows.'),
};

export const consentFields = {
  max_cost_usd: z
    .number()
    .min(0)
    .optional()
    .describe(
      'US dollars that the person has agreed to pay, at least the estimate. Ask the person first; never choose it yourself.',
    ),
  accept_unknown_cost: z
    .boolean()
    .optional()
    .describe('True only where the person agreed to a run whose price is not known.'),
  wait_seconds: z
    .int()
    .min(0)
    .max(3600)
    .default(45)
    .describe('How long to wait for the end; the run goes on after that.'),
};
