/** What the public portal asks of the copy that it gets (flux 1) beyond BR-FR: a platform may refuse for it, so it is told. */
import { isFilled, rule, type Rule } from '../rule.ts';
import { processingOf } from './processing.ts';

/** Only invoices between companies of France are copied to the portal; without a BAR note that is not known yet. */
const COPIED: readonly (string | undefined)[] = [undefined, 'B2B'];

export const PORTAL_RULES: readonly Rule[] = [
  rule({
    id: 'PASS-F1-SELLER-VAT',
    terms: ['BT-30', 'BT-31', 'BT-63'],
    severity: 'warning',
    document: ({ invoice }, fault) => {
      const { seller, taxRepresentative } = invoice;
      if (seller?.legalId?.scheme !== '0002' || !COPIED.includes(processingOf(invoice))) return;
      if (!isFilled(seller.vatId) && !isFilled(taxRepresentative?.vatId)) fault('seller.vatId', { name: seller.name });
    },
  }),
  rule({
    id: 'PASS-F1-EXEMPTION',
    terms: ['BT-118', 'BT-120', 'BT-121'],
    severity: 'warning',
    category: 'E',
    vat: ({ reason, reasonCode }, fault, { invoice }) => {
      if (!COPIED.includes(processingOf(invoice)) || isFilled(reason) === isFilled(reasonCode)) return;
      fault(isFilled(reason) ? 'reasonCode' : 'reason', { reason: reasonCode ?? reason });
    },
  }),
];
