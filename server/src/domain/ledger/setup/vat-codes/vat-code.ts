/** A VAT code: its words (ledger.md, section 4). */

/** Whether a code is for sales or for purchases. */
export const VAT_TYPES = ['SALES', 'PURCHASE'] as const
/** Type of a VAT code. */
export type VatType = (typeof VAT_TYPES)[number]

/** `GROSS`: the line's amount includes VAT; `NET`: VAT comes on top. */
export const VAT_PRINCIPLES = ['GROSS', 'NET'] as const
/** Principle of a VAT code. */
export type VatPrinciple = (typeof VAT_PRINCIPLES)[number]

/**
 * Boxes of the Danish return that a code may report to (ledger.md 4.4); the others are computed.
 */
export const VAT_BOXES = [
  'salesVat',
  'vatOnGoodsAbroad',
  'vatOnServicesAbroad',
  'purchaseVat',
  'rubrikAGoods',
  'rubrikAServices',
  'rubrikBGoodsReported',
  'rubrikBGoodsNotReported',
  'rubrikBServices',
  'rubrikC',
] as const
/** Name of a box. */
export type VatBox = (typeof VAT_BOXES)[number]

/** Where the taxable base, the VAT leg and the contra leg are reported. */
export interface Boxes {
  readonly base: VatBox | null
  readonly vat: VatBox | null
  readonly contra: VatBox | null
}

/** A VAT code as it is stored; rates are percent with up to 2 decimals, as decimal text. */
export interface VatCode {
  readonly id: string
  readonly vatCode: string
  readonly name: string
  readonly nameEn: string | null
  readonly vatRate: string
  readonly type: VatType
  readonly principle: VatPrinciple
  readonly accountToBookId: string
  readonly contraAccountToBookId: string | null
  readonly deductionRate: string
  readonly boxes: Boxes
  readonly isActive: boolean
}
