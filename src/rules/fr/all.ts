/** The French rules BR-FR: mandatory mentions and how they are written. */
import type { Rule } from '../rule.ts';

export const FR_RULES: readonly Rule[] = [];
