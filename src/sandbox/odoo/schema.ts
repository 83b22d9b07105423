/** The models of the sandbox Odoo and their fields, as an Odoo 19 with the French accounting modules has them. */

export interface SandboxField {
  readonly type: string;
  readonly relation?: string;
}
export type SandboxModel = Readonly<Record<string, SandboxField>>;

/** `name:type`, or `name>model` many2one, `name>>model` one2many or many2many. */
const MODELS: Readonly<Record<string, string>> = {
  'account.move': `name:char state:selection move_type:selection invoice_date:date invoice_date_due:date date:date
    delivery_date:date taxable_supply_date:date partner_id>res.partner commercial_partner_id>res.partner
    partner_shipping_id>res.partner partner_bank_id>res.partner.bank company_id>res.company journal_id>account.journal
    currency_id>res.currency company_currency_id>res.currency invoice_currency_rate:float amount_untaxed:monetary
    amount_tax:monetary amount_tax_signed:monetary amount_total:monetary amount_residual:monetary payment_state:selection ref:char
    payment_reference:char invoice_origin:char invoice_payment_term_id>account.payment.term
    fiscal_position_id>account.fiscal.position narration:html reversed_entry_id>account.move debit_origin_id>account.move
    buyer_reference:char contract_reference:char purchase_order_reference:char invoice_user_id>res.users
    posted_before:boolean tax_cash_basis_rec_id>account.partial.reconcile tax_cash_basis_origin_move_id>account.move
    taxes_legal_notes:html message_main_attachment_id>ir.attachment invoice_line_ids>>account.move.line line_ids>>account.move.line
    x_passerelle_status:selection x_passerelle_tracks:char x_passerelle_date:datetime x_passerelle_reason:text
    x_passerelle_reference:char x_passerelle_link:char x_passerelle_decision:selection
    x_passerelle_decision_reason:selection x_passerelle_decision_comment:text`,
  'account.move.line': `name:text move_id>account.move display_type:selection sequence:integer product_id>product.product
    quantity:float price_unit:float discount:float price_subtotal:monetary price_total:monetary product_uom_id>uom.uom
    tax_ids>>account.tax tax_line_id>account.tax tax_base_amount:monetary amount_currency:monetary balance:monetary
    analytic_distribution:json currency_id>res.currency date_maturity:date account_id>account.account is_downpayment:boolean
    account_type:selection amount_residual_currency:monetary matched_debit_ids>>account.partial.reconcile
    matched_credit_ids>>account.partial.reconcile payment_id>account.payment company_id>res.company`,
  'account.tax': `name:char amount:float amount_type:selection type_tax_use:selection tax_scope:selection
    tax_exigibility:selection price_include:boolean active:boolean has_negative_factor:boolean company_id>res.company
    ubl_cii_tax_category_code:selection ubl_cii_tax_exemption_reason_code:selection invoice_legal_notes:html
    invoice_label:char`,
  'account.fiscal.position': 'name:char',
  'account.journal': `name:char code:char type:selection company_id>res.company currency_id>res.currency active:boolean
    default_account_id>account.account`,
  'account.account': 'name:char code:char account_type:selection',
  'account.payment.term': `name:char note:html early_discount:boolean discount_percentage:float discount_days:integer
    active:boolean company_id>res.company`,
  'account.partial.reconcile': `amount:monetary debit_amount_currency:monetary credit_amount_currency:monetary
    debit_move_id>account.move.line credit_move_id>account.move.line max_date:date exchange_move_id>account.move
    company_id>res.company`,
  'account.payment': 'name:char amount:monetary date:date move_id>account.move company_id>res.company',
  'res.company': `name:char partner_id>res.partner street:char street2:char zip:char city:char state_id>res.country.state
    country_id>res.country vat:char company_registry:char phone:char email:char currency_id>res.currency
    account_peppol_proxy_state:selection tax_exigibility:boolean tax_calculation_rounding_method:selection`,
  'res.partner': `name:char active:boolean is_company:boolean parent_id>res.partner commercial_partner_id>res.partner vat:char
    company_registry:char street:char street2:char zip:char city:char state_id>res.country.state country_id>res.country
    email:char phone:char ref:char lang:char peppol_eas:selection peppol_endpoint:char company_id>res.company
    bank_ids>>res.partner.bank company_type:selection supplier_rank:integer comment:html`,
  'res.partner.bank': `acc_number:char sanitized_acc_number:char acc_holder_name:char bank_bic:char bank_name:char
    partner_id>res.partner allow_out_payment:boolean`,
  'res.country': 'name:char code:char',
  'res.country.state': 'name:char code:char country_id>res.country',
  'res.currency': 'name:char symbol:char active:boolean decimal_places:integer rate:float',
  'purchase.order': 'name:char partner_ref:char partner_id>res.partner company_id>res.company state:selection',
  'res.users': 'name:char login:char partner_id>res.partner company_ids>>res.company lang:char',
  'res.users.apikeys': 'name:char user_id>res.users expiration_date:datetime',
  'product.product': 'name:char default_code:char barcode:char type:selection uom_id>uom.uom active:boolean',
  'uom.uom': 'name:char factor:float active:boolean',
  'ir.model.data': 'module:char name:char model:char res_id:integer',
  'ir.module.module': 'name:char state:selection',
  'ir.config_parameter': 'key:char value:text',
  'ir.attachment': 'name:char res_model:char res_id:integer datas:binary mimetype:char checksum:char',
  'mail.message': 'model:char res_id:integer body:html date:datetime author_id>res.partner subtype:char',
  'mail.activity': 'res_model:char res_id:integer summary:char note:html user_id>res.users date_deadline:date',
};

const EVERYWHERE = 'id:integer display_name:char create_date:datetime create_uid>res.users write_date:datetime write_uid>res.users';

export const SCHEMA: Readonly<Record<string, SandboxModel>> = Object.fromEntries(
  Object.entries(MODELS).map(([model, text]) => [model, fieldsOf(`${EVERYWHERE} ${text}`)]),
);

function fieldsOf(text: string): SandboxModel {
  return Object.fromEntries(text.split(/\s+/).map((part) => {
    const [, name = '', arrows, rest = ''] = /^(\w+)(>>?|:)(.+)$/.exec(part) ?? [];
    if (arrows === ':') return [name, { type: rest }];
    return [name, { type: arrows === '>' ? 'many2one' : 'one2many', relation: rest }];
  }));
}
