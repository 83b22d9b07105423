/** What provisioning adds to Odoo's own screens, as view architectures; the syntax of conditions changed with Odoo 17. */
import { needsReason } from '../../../src/model/lifecycle-codes.ts';
import { DECISIONS } from './decisions.ts';
import { BILL_FIELDS, DECISION_FIELD, INVOICE_FIELDS, REASON_FIELD, STATUS_FIELD } from './fields.ts';

export interface ViewSpec {
  /** Name of our view, by which it is found again. */
  readonly name: string;
  readonly model: string;
  /** External id of the view it changes: module `account`, this name; the first that this version has. */
  readonly inherits: readonly string[];
  arch(major: number): string;
}

const CUSTOMER = ['out_invoice', 'out_refund'];
const SUPPLIER = ['in_invoice', 'in_refund'];
/** States in which a person must act. */
const TO_CORRECT = ['held', '207', '208', '210', '213', '221', 'diverged'];

export const VIEWS: readonly ViewSpec[] = [
  { name: 'passerelle.account.move.form', model: 'account.move', inherits: ['view_move_form'], arch: formArch },
  { name: 'passerelle.account.move.list', model: 'account.move', inherits: ['view_invoice_tree'], arch: listArch },
  { name: 'passerelle.account.move.search', model: 'account.move', inherits: ['view_account_invoice_filter'], arch: searchArch },
];

function hiddenUnless(types: readonly string[], major: number): string {
  const quoted = types.map((type) => `'${type}'`).join(', ');
  return major >= 17
    ? `invisible="move_type not in (${quoted})"`
    : `attrs="{'invisible': [('move_type', 'not in', [${quoted}])]}"`;
}

function formArch(major: number): string {
  const shownAs = (name: string): string => (name.endsWith('_link') ? ' widget="url"' : '');
  const status = INVOICE_FIELDS.map(({ name }) => `<field name="${name}" readonly="1"${shownAs(name)}/>`).join('');
  const decision = BILL_FIELDS.map(({ name }) => `<field name="${name}"${name === REASON_FIELD ? reasonNeeded(major) : ''}/>`).join('');
  return `<data><xpath expr="//sheet/notebook" position="before">
<group name="passerelle_status" string="Facturation électronique" ${hiddenUnless([...CUSTOMER, ...SUPPLIER], major)}>${status}</group>
<group name="passerelle_decision" string="Réponse au fournisseur" ${hiddenUnless(SUPPLIER, major)}>${decision}</group>
</xpath></data>`;
}

/** A refusal, a dispute, a suspension and a partial approval are told with a reason or not at all (BR-FR-CDV-15). */
function reasonNeeded(major: number): string {
  const codes = DECISIONS.filter(([code]) => needsReason(code)).map(([code]) => `'${code}'`).join(', ');
  return major >= 17
    ? ` required="${DECISION_FIELD} in (${codes})"`
    : ` attrs="{'required': [('${DECISION_FIELD}', 'in', [${codes}])]}"`;
}

function listArch(): string {
  return `<data><xpath expr="//field[@name='amount_residual_signed']" position="after">
<field name="${STATUS_FIELD}" optional="show"/></xpath></data>`;
}

function searchArch(): string {
  const codes = TO_CORRECT.map((code) => `'${code}'`).join(', ');
  return `<data><xpath expr="//search" position="inside">
<filter name="passerelle_to_correct" string="E-facture à corriger" domain="[('${STATUS_FIELD}', 'in', [${codes}])]"/>
<filter name="passerelle_not_sent" string="E-facture sans statut" domain="[('${STATUS_FIELD}', '=', False), ('state', '=', 'posted')]"/>
<filter name="passerelle_by_status" string="Statut e-facture" context="{'group_by': '${STATUS_FIELD}'}"/>
</xpath></data>`;
}
