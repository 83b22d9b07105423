/**
 * What a person may answer to a supplier in Odoo, taken from the table of statuses: those that a buyer sets, but for a
 * payment, which the books tell. The reasons are all that go with one of them; which goes with which is checked before
 * anything is sent.
 */
import { reasonsOf, STATUS_CODES } from '../../../src/model/lifecycle-codes.ts';

type Choice = readonly [string, string];

const PAID = '211';

export const DECISIONS: readonly Choice[] = STATUS_CODES.filter(
  (status) => status.type === '23' && status.by.includes('buyer') && status.code !== PAID,
).map((status) => [status.code, status.fr]);

/** In the words that an accountant reads in a list. */
export const REASON_WORDS: Readonly<Record<string, string>> = {
  TX_TVA_ERR: 'Taux de TVA erroné',
  MONTANTTOTAL_ERR: 'Montant total erroné',
  CALCUL_ERR: 'Erreur de calcul',
  NON_CONFORME: 'Mention légale manquante',
  DOUBLON: 'Facture en double',
  DOUBLE_FACT: 'Prestation facturée deux fois',
  DEST_ERR: 'Erreur de destinataire',
  DEST_INC: 'Destinataire inconnu',
  CMD_ERR: 'Numéro de commande erroné ou absent',
  ADR_ERR: 'Adresse de facturation erronée',
  SIRET_ERR: 'SIRET erroné ou absent',
  CODE_ROUTAGE_ERR: 'Code de routage erroné ou absent',
  REF_CT_ABSENT: 'Référence contractuelle absente',
  REF_ERR: 'Référence erronée',
  PU_ERR: 'Prix unitaire erroné',
  REM_ERR: 'Remise erronée',
  QTE_ERR: 'Quantité facturée erronée',
  ART_ERR: 'Article facturé erroné',
  MODPAI_ERR: 'Modalités de paiement erronées',
  QUALITE_ERR: 'Qualité de l’article livré',
  LIVR_INCOMP: 'Problème de livraison',
  JUSTIF_ABS: 'Pièce justificative absente',
  TRANSAC_INC: 'Transaction inconnue',
  EMMET_INC: 'Émetteur inconnu',
  CONTRAT_TERM: 'Contrat terminé',
  COORD_BANC_ERR: 'Coordonnées bancaires erronées',
  AUTRE: 'Autre',
};

const ALLOWED = new Set(DECISIONS.flatMap(([code]) => reasonsOf(code)));

export const REASONS: readonly Choice[] = [
  ...Object.entries(REASON_WORDS).filter(([code]) => ALLOWED.has(code)),
  ...[...ALLOWED].filter((code) => REASON_WORDS[code] === undefined).map((code): Choice => [code, code]),
];
