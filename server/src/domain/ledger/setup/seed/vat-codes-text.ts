/**
 * The seeded VAT codes (ledger.md 4.2), one a line as the contract writes them: code, Danish name,
 * English name, rate, type, principle, account, contra account, deduction, box of base, of VAT, of contra.
 */
export const VAT_CODES_TEXT = `
I0|Køb uden moms eller fradrag|Purchases, no VAT or no deduction|0|PURCHASE|G|7740||100
I25|Købsmoms|Domestic input VAT|25|PURCHASE|G|7740||100||purchaseVat
IEUV|Varekøb, EU|Goods acquired, EU|25|PURCHASE|N|7740|7700|100|rubrikAGoods|purchaseVat|vatOnGoodsAbroad
IEUY|Ydelseskøb, EU|Services, EU|25|PURCHASE|N|7740|7720|100|rubrikAServices|purchaseVat|vatOnServicesAbroad
IOBP|Indenlandsk omvendt betalingspligt, køb|Domestic reverse charge, purchase|25|PURCHASE|N|7740|7680|100||purchaseVat|salesVat
IREP|Repræsentation og restaurant|Entertainment and restaurants|25|PURCHASE|G|7740||25||purchaseVat
IUV|Vareimport, uden for EU|Imported goods, outside the EU|25|PURCHASE|N|7740|7700|100||purchaseVat|vatOnGoodsAbroad
IUY|Ydelseskøb, uden for EU|Services, outside the EU|25|PURCHASE|N|7740|7720|100||purchaseVat|vatOnServicesAbroad
U0|Momsfrit salg (§ 13)|VAT-exempt sales|0|SALES|G|7680||100
U25|Salgsmoms|Domestic output VAT|25|SALES|G|7680||100||salesVat
UEUV|Varesalg, EU|Goods to EU businesses, listed|0|SALES|G|7680||100|rubrikBGoodsReported
UEUVI|Varesalg, EU, ikke på listen|Goods to the EU, not listed|0|SALES|G|7680||100|rubrikBGoodsNotReported
UEUY|Ydelsessalg, EU|Services to EU businesses|0|SALES|G|7680||100|rubrikBServices
UOBP|Indenlandsk omvendt betalingspligt, salg|Domestic reverse charge, sale|0|SALES|G|7680||100|rubrikC
UUV|Vareeksport, uden for EU|Exported goods, outside the EU|0|SALES|G|7680||100|rubrikC
UUY|Ydelsessalg, uden for EU|Services, outside the EU|0|SALES|G|7680||100|rubrikC
`
