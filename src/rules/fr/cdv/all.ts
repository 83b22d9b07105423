/** The rules of status messages (flux 6, CDAR): BR-FR-CDV of FNFE-MPE V1.4.0.03. */
import { CDV_CODE_RULES } from './code-rules.ts';
import { CDV_CONTENT_RULES } from './content-rules.ts';
import { CDV_HEADER_RULES } from './header-rules.ts';
import type { StatusRule } from './status-rule.ts';

export const CDV_RULES: readonly StatusRule[] = [...CDV_HEADER_RULES, ...CDV_CONTENT_RULES, ...CDV_CODE_RULES];
