/**
 * What an expression reads, from its syntax tree: which variables, and which members of each, through lists and the
 * variables of macros. So a connector can be asked for exactly those fields, and an absent one is null, not a failure.
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import { nearest } from '../base/text.ts';
import { FUNCTIONS, MACROS } from './expression-engine.ts';

/** Members below a variable; a leaf is read whole. */
export interface Need {
  readonly members: ReadonlyMap<string, Need>;
  /** Gone through by a macro: absent is an empty list. */
  readonly list: boolean;
}
export type Needs = ReadonlyMap<string, Need>;

interface Draft {
  readonly members: Map<string, Draft>;
  list: boolean;
}
type Locals = ReadonlyMap<string, Draft>;
interface Problem {
  readonly problem: string;
  readonly offset: number;
}

export function needsOf(ast: ASTNode): { readonly needs: Needs } | Problem {
  const roots = new Map<string, Draft>();
  const walker = new Walker(roots);
  walker.visit(ast, new Map());
  return walker.problem ?? { needs: roots };
}

/** One walk over one tree: what was found, and the first thing that is not allowed. */
class Walker {
  problem: Problem | undefined;
  readonly #roots: Map<string, Draft>;

  constructor(roots: Map<string, Draft>) {
    this.#roots = roots;
  }

  /** The draft a chain of members ends at, so that an outer member or macro goes on from it. */
  visit(node: ASTNode, locals: Locals): Draft | undefined {
    switch (node.op) {
      case 'id':
        return locals.get(node.args) ?? grow(this.#roots, node.args);
      case '.': {
        const below = this.visit(node.args[0], locals);
        return below === undefined ? undefined : grow(below.members, node.args[1]);
      }
      case '[]':
        return this.#index(node.args, locals);
      case 'value':
        return this.#literal(node.args, node.start);
      case 'call':
        return this.#call(node.args[0], node.args[1], node.start, locals);
      case 'rcall':
        return this.#method(node.args, node.start, locals);
      case 'list':
        for (const item of node.args) this.visit(item, locals);
        return undefined;
      case 'map':
      case '.?':
      case '[?]':
        return this.#refuse('maps and optional members are not part of this language', node.start);
      case '%':
        return this.#refuse('the remainder % is not part of this language', node.start);
      case '!_':
      case '-_':
        this.visit(node.args, locals);
        return undefined;
      case '?:':
        for (const part of node.args) this.visit(part, locals);
        return undefined;
      default:
        for (const part of node.args) this.visit(part, locals);
        return undefined;
    }
  }

  #index([list, index]: readonly [ASTNode, ASTNode], locals: Locals): Draft | undefined {
    this.visit(index, locals);
    const found = this.visit(list, locals);
    if (found !== undefined) found.list = true;
    return found;
  }

  #literal(value: unknown, offset: number): undefined {
    if (typeof value !== 'number') return undefined;
    return this.#refuse(`write dec('${String(value)}'): floating point is not part of this language`, offset);
  }

  #call(name: string, args: readonly ASTNode[], offset: number, locals: Locals): undefined {
    this.#known(name, offset);
    for (const argument of args) this.visit(argument, locals);
  }

  #method(
    [name, receiver, args]: readonly [string, ASTNode, readonly ASTNode[]],
    offset: number,
    locals: Locals,
  ): Draft | undefined {
    this.#known(name, offset);
    const found = this.visit(receiver, locals);
    const [variable, ...bodies] = args;
    if (!MACROS.includes(name) || variable?.op !== 'id') {
      for (const argument of args) this.visit(argument, locals);
      return undefined;
    }
    if (found !== undefined) found.list = true;
    const inner = new Map(locals).set(variable.args, found ?? { members: new Map(), list: false });
    for (const body of bodies) this.visit(body, inner);
    return name === 'filter' ? found : undefined; // what filter() keeps are still elements of the same list
  }

  #known(name: string, offset: number): void {
    if (Object.hasOwn(FUNCTIONS, name)) return;
    const near = nearest(name, Object.keys(FUNCTIONS));
    this.#refuse(
      `\`${name}\` is no function of this language${near === undefined ? '' : `: did you mean \`${near}\`?`}`,
      offset,
    );
  }

  #refuse(problem: string, offset: number): undefined {
    this.problem ??= { problem, offset };
  }
}

function grow(among: Map<string, Draft>, name: string): Draft {
  const known = among.get(name);
  if (known !== undefined) return known;
  const made: Draft = { members: new Map(), list: false };
  among.set(name, made);
  return made;
}
