/**
 * IBANs of a party: those that Odoo knows, and those of an invoice given to a party that we made. An account is never
 * made payable here (`allow_out_payment` stays off): that is a person's decision, after a call to the supplier.
 */
import type { ErpRef } from '../../src/model/document.ts';
import type { PartyToCreate } from '../../src/ports/connector.ts';
import { searchRead } from './client.ts';
import { commercialPartner } from './commercial-partner.ts';
import { externalId } from './external-id.ts';
import { load } from './load.ts';
import { recordId } from './record-id.ts';
import type { Context, Session } from './session.ts';
import { textOf } from './value.ts';

export async function partyAccounts(session: Session, party: ErpRef): Promise<readonly string[]> {
  const commercial = await commercialPartner(session, recordId(party));
  const rows = await searchRead(await session.client(), 'res.partner.bank', {
    domain: [['partner_id.commercial_partner_id', '=', commercial]],
    fields: ['acc_number'],
    context: await session.context(),
  });
  return [...new Set(rows.map((row) => sanitized(textOf(row['acc_number']) ?? '')).filter((iban) => iban !== ''))];
}

/** A refused account costs nothing but itself: it is still on the invoice. */
export async function addAccounts(session: Session, partner: number, party: PartyToCreate, context: Context): Promise<void> {
  const accounts = [...new Set(party.accounts.map(sanitized))].filter((account) => account !== '');
  for (const [index, account] of accounts.entries()) {
    await load(
      session,
      'res.partner.bank',
      {
        fields: ['id', 'acc_number', 'partner_id/.id'],
        data: [[`${externalId(party.key)}_bank_${String(index + 1)}`, account, String(partner)]],
      },
      context,
    );
  }
}

function sanitized(account: string): string {
  return account.replace(/[^A-Za-z0-9]/g, '').toUpperCase();
}
