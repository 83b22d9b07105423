/** The story of one value: what wrote it, from which fields, back to the ERP. Chosen by `?story=PATH`, so it is a plain link. */
import type { Derivation } from '../model/derivation.ts';
import type { FieldRef, InstancePath } from '../model/path.ts';
import { erpField, fieldName } from './field-name.ts';
import { html, NOTHING, type Html } from './html.ts';
import type { Visit } from './visit.ts';
import type { Words } from './words.ts';

const DEPTH_MAX = 6;
const STEPS_MAX = 60;

export interface Stories {
  /** The derivations of a value, in the order in which they were made. */
  of(path: InstancePath): readonly Derivation[];
}

export function storiesOf(derivations: readonly Derivation[]): Stories {
  const byPath = new Map<string, Derivation[]>();
  for (const derivation of derivations) {
    const known = byPath.get(derivation.at);
    if (known === undefined) byPath.set(derivation.at, [derivation]);
    else known.push(derivation);
  }
  // an identifier is written either as a whole or by its value
  const of = (path: string): readonly Derivation[] =>
    byPath.get(path) ?? byPath.get(path.replace(/\.value$/, '')) ?? byPath.get(`${path}.value`) ?? [];
  return { of };
}

/** The panel; empty with a hint when no value was chosen. */
export function storyPanel(visit: Visit, stories: Stories, chosen: string | undefined, back: string): Html {
  const { words } = visit;
  if (chosen === undefined)
    return html`<aside id="story" class="card story idle"><p class="faint">${words('story.hint')}</p></aside>`;
  const path = chosen.slice(0, 300);
  const budget = { left: STEPS_MAX };
  const steps = stories.of(path).map((step) => storyStep(words, stories, step, 0, budget, new Set([path])));
  return html`<aside id="story" class="card story" tabindex="-1" aria-labelledby="story-title">
<div class="head"><h2 id="story-title">${words('story.title')}</h2><a class="plain" href="${back}" data-close>${words(
    'story.close',
  )}</a></div>
<p class="chosen">${fieldName(words, path)}</p>
${steps.length === 0 ? html`<p class="faint">${words('story.none')}</p>` : html`<ol>${steps}</ol>`}
</aside>`;
}

function storyStep(
  words: Words,
  stories: Stories,
  step: Derivation,
  depth: number,
  budget: { left: number },
  above: ReadonlySet<string>,
): Html {
  budget.left -= 1;
  const by = words.maybe(`story.by.${step.by}`) ?? step.by;
  const line = step.line === undefined ? NOTHING : html`, ${words('story.line', { line: String(step.line) })}`;
  const mapping = step.mapping === undefined ? NOTHING : html` <code>${step.mapping}</code>`;
  const sources = step.from.map((source) => storySource(words, stories, source, depth, budget, above));
  return html`<li><span class="by">${by}</span>${mapping}${line}
<code class="operation">${step.operation}</code>${
    step.value === undefined ? NOTHING : html` <span class="result">→ ${step.value}</span>`
  }
${sources.length === 0 ? NOTHING : html`<ul aria-label="${words('story.from')}">${sources}</ul>`}</li>`;
}

function storySource(
  words: Words,
  stories: Stories,
  source: InstancePath | FieldRef,
  depth: number,
  budget: { left: number },
  above: ReadonlySet<string>,
): Html {
  if (typeof source !== 'string') return html`<li>${erpField(source)} <span class="faint">${words('story.erp')}</span></li>`;
  const deeper = depth < DEPTH_MAX && budget.left > 0 && !above.has(source);
  const steps = deeper
    ? stories.of(source).map((step) => storyStep(words, stories, step, depth + 1, budget, new Set([...above, source])))
    : [];
  return html`<li>${fieldName(words, source)}${steps.length === 0 ? NOTHING : html`<ol>${steps}</ol>`}</li>`;
}
