/**
 * The automation rules that call our hook: on "state set to posted" (fired once, with the number; "on save" fires seven
 * times for one posting) and on a change of the payment state. Odoo 17 and later; before, polling alone does the work.
 */
export const RULES_SINCE = 17;

export interface RuleSpec {
  readonly name: string;
  readonly trigger: 'on_state_set' | 'on_create_or_write';
  /** Field whose change fires the rule. */
  readonly field: string;
  /** Value of the field, for `on_state_set`. */
  readonly value?: string;
  readonly domain: string;
}

const TYPES = "['out_invoice', 'out_refund', 'in_invoice', 'in_refund']";

export const RULES: readonly RuleSpec[] = [
  {
    name: 'Passerelle : écriture comptabilisée', trigger: 'on_state_set', field: 'state', value: 'posted',
    domain: `[('move_type', 'in', ${TYPES}), ('state', '=', 'posted')]`,
  },
  {
    name: 'Passerelle : état du paiement', trigger: 'on_create_or_write', field: 'payment_state',
    domain: `[('move_type', 'in', ${TYPES}), ('state', '=', 'posted')]`,
  },
];

/** What the hook carries; the receiver believes none of it and reads the record. */
export const HOOK_FIELDS = ['name', 'state', 'payment_state', 'move_type', 'write_date'];
