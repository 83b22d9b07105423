/**
 * The automation rules that call our hook: on "state set to posted" (fired once, with the number; "on save" fires seven
 * times for one posting), on a change of the payment state, and on a decision about a supplier's bill. Odoo 17 and later;
 * before, polling alone does the work.
 */
export const RULES_SINCE = 17;

export interface RuleSpec {
  readonly name: string;
  readonly trigger: 'on_state_set' | 'on_create_or_write';
  /** Fields whose change fires the rule. */
  readonly fields: readonly [string, ...string[]];
  /** Value of the first of them, for `on_state_set`. */
  readonly value?: string;
  readonly domain: string;
}

const TYPES = "['out_invoice', 'out_refund', 'in_invoice', 'in_refund']";

export const RULES: readonly RuleSpec[] = [
  {
    name: 'Passerelle : écriture comptabilisée', trigger: 'on_state_set', fields: ['state'], value: 'posted',
    domain: `[('move_type', 'in', ${TYPES}), ('state', '=', 'posted')]`,
  },
  {
    name: 'Passerelle : état du paiement', trigger: 'on_create_or_write', fields: ['payment_state'],
    domain: `[('move_type', 'in', ${TYPES}), ('state', '=', 'posted')]`,
  },
  {
    name: 'Passerelle : décision sur une facture reçue', trigger: 'on_create_or_write',
    fields: ['x_passerelle_decision', 'x_passerelle_decision_reason', 'x_passerelle_decision_comment'],
    // a new record counts as changed in all its fields: a bill without decision says nothing
    domain: "[('move_type', 'in', ['in_invoice', 'in_refund']), ('x_passerelle_decision', '!=', False)]",
  },
];

/** What the hook carries; the receiver believes none of it and reads the record. */
export const HOOK_FIELDS = ['name', 'state', 'payment_state', 'move_type', 'write_date'];
