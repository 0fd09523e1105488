/**
 * The seeded chart (ledger.md, annex A), one account a line as the contract writes it: number,
 * Danish name, English name, type, class, public number, VAT code, role. Trailing empty fields are left out.
 */
export const CHART_TEXT = `
1000|RESULTATOPGØRELSE|Income statement|B
1001|Nettoomsætning|Revenue|H
1010|Salg af varer og ydelser, Danmark|Sales of goods and services, Denmark|P|R||U25
1015|Abonnementer, Danmark|Subscriptions, Denmark|P|R|1010|U25
1020|Salg med omvendt betalingspligt, Danmark|Domestic sales under reverse charge|P|R|1010|UOBP
1030|Momsfrit salg, Danmark|VAT-exempt sales, Denmark|P|R|1010|U0
1040|Rabatter, Danmark|Discounts granted, Denmark|P|R|1010|U25
1050|Salg af varer, EU|Sales of goods, EU|P|R||UEUV
1100|Salg af varer, uden for EU|Sales of goods, outside the EU|P|R||UUV
1150|Salg af ydelser, EU|Sales of services, EU|P|R||UEUY
1200|Salg af ydelser, uden for EU|Sales of services, outside the EU|P|R||UUY
1300|Regulering af igangværende arbejder|Change in work in progress|P|R
1390|Nettoomsætning i alt|Total revenue|T1001
1500|Andre driftsindtægter|Other operating income|H
1530|Gevinst ved salg af anlægsaktiver|Gain on disposal of fixed assets|P|R
1550|Øvrige driftsindtægter|Other operating income|P|R
1590|Andre driftsindtægter i alt|Total other operating income|T1500
1600|Direkte omkostninger|Direct costs|H
1610|Varekøb, Danmark|Goods purchased, Denmark|P|E||I25
1620|Varekøb med omvendt betalingspligt|Goods purchased under domestic reverse charge|P|E|1610|IOBP
1630|Varekøb, EU|Goods purchased, EU|P|E||IEUV
1650|Varekøb, uden for EU|Goods purchased, outside the EU|P|E||IUV
1660|Ydelseskøb, Danmark|Services purchased, Denmark|P|E||I25
1710|Ydelseskøb, EU|Services purchased, EU|P|E||IEUY
1740|Ydelseskøb, uden for EU|Services purchased, outside the EU|P|E||IUY
1770|Varelagerregulering|Inventory adjustment|P|E
1800|Nedskrivning af varelager|Inventory write-down|P|E
1810|Direkte omkostninger i alt|Total direct costs|T1600
1815|Dækningsbidrag|Contribution margin|I1001-1390,1600-1810
1820|Salgsomkostninger|Selling expenses|H
1830|Fragt|Freight|P|E||I25
1850|Annoncer og reklame|Advertising|P|E||I25
1870|Messer og udstillinger|Fairs and exhibitions|P|E||I25
1890|Restaurationsbesøg|Restaurant expenses|P|E||IREP
1910|Repræsentation, begrænset fradrag|Entertainment, limited deduction|P|E||IREP
1930|Repræsentation, fuldt fradrag|Entertainment, full deduction|P|E||I25
1950|Andre salgsomkostninger|Other selling expenses|P|E||I25
1990|Gaver og blomster|Gifts and flowers|P|E||I0
2000|Salgsomkostninger i alt|Total selling expenses|T1820
2020|Lokaleomkostninger|Premises|H
2030|Husleje|Rent|P|E||I25
2050|El|Electricity|P|E||I25
2070|Vand|Water|P|E||I25
2080|Varme|Heating|P|E||I25
2150|Rengøring og renovation|Cleaning and waste|P|E||I25
2160|Reparation og vedligeholdelse|Repairs and maintenance|P|E||I25
2180|Forsikringer|Insurance|P|E||I0
2190|Ejendomsskatter|Property taxes|P|E||I0
2200|Andre lokaleomkostninger|Other premises costs|P|E||I25
2210|Lokaleomkostninger i alt|Total premises|T2020
2220|Øvrige driftsomkostninger|Other operating costs|H
2230|Småanskaffelser|Minor purchases|P|E||I25
2250|Underleverandører|Subcontractors|P|E||I25
2255|Underleverandører, omvendt betalingspligt|Subcontractors, domestic reverse charge|P|E|2250|IOBP
2280|Konstaterede tab på debitorer|Bad debts written off|P|E|||BAD_DEBT
2290|Regulering af tab på debitorer|Change in bad debt allowance|P|E
2310|It-udstyr|IT equipment|P|E||I25
2315|Software og cloud, Danmark|Software and cloud, Denmark|P|E|2310|I25
2316|Software og cloud, EU|Software and cloud, EU|P|E|2310|IEUY
2317|Software og cloud, uden for EU|Software and cloud, outside the EU|P|E|2310|IUY
2350|Kantine|Canteen|P|E||I25
2370|Kontingenter|Membership fees|P|E||I0
2375|Aviser og tidsskrifter|Newspapers and periodicals|P|E||I0
2380|Faglitteratur|Professional literature|P|E||I25
2390|Porto og gebyrer|Postage and charges|P|E||I0
2395|Indløsnings- og bankgebyrer|Card and bank fees|P|E|2390|I0|PAYMENT_FEES
2410|Telefon og internet|Telephone and internet|P|E||I25
2450|Kontorartikler|Office supplies|P|E||I25
2460|Leje og operationel leasing|Rental and operating leases|P|E||I25
2470|Rejser og transport|Travel and transport|P|E||I0
2475|Hotelophold|Hotel stays|P|E|2470|I25
2480|Vikarer|Temporary staff|P|E||I25
2510|Konsulenter|Consultants|P|E||I25
2530|Leasing, personbiler|Leasing, passenger cars|P|E||I0
2540|Drift, personbiler|Running costs, passenger cars|P|E||I0
2560|Drift, varebiler|Running costs, vans|P|E||I25
2620|Parkering|Parking|P|E||I0
2660|Bøder og offentlige gebyrer|Fines and public charges|P|E||I0
2670|Revisor og bogføring|Audit and bookkeeping|P|E||I25
2680|Advokat|Legal fees|P|E||I25
2690|Anden rådgivning|Other advisers|P|E||I25
2720|Øreafrunding og kassedifferencer|Rounding and cash differences|P|E|||ROUNDING
2810|Andre eksterne omkostninger|Other external costs|P|E||I25
2830|Øvrige driftsomkostninger i alt|Total other operating costs|T2220
2840|Personaleomkostninger|Staff costs|H
2866|Regulering af feriepengeforpligtelse|Change in holiday pay obligation|P|E
2880|Bestyrelseshonorar|Directors' fees|P|E
2885|Lønrefusioner|Wage reimbursements|P|E
2887|Personalegoder|Staff benefits|P|E||I0
2895|Skattefri rejse- og kørselsgodtgørelse|Tax-free travel and mileage allowance|P|E
2896|Kurser|Courses|P|E||I25
2898|ATP, arbejdsgiver|ATP, employer's share|P|E
2905|Løn|Wages and salaries|P|E
2910|Pension, arbejdsgiver|Pension, employer's share|P|E
2930|Øvrig social sikring|Other social security|P|E
2946|Lønsumsafgift|Payroll tax|P|E
2990|Personaleomkostninger i alt|Total staff costs|T2840
2995|Af- og nedskrivninger|Depreciation and amortisation|H
3000|Afskrivning, immaterielle anlægsaktiver|Amortisation, intangible assets|P|E
3030|Afskrivning, produktionsanlæg og maskiner|Depreciation, plant and machinery|P|E
3040|Afskrivning, indretning af lejede lokaler|Depreciation, leasehold improvements|P|E
3050|Afskrivning, driftsmateriel og inventar|Depreciation, fixtures and equipment|P|E
3100|Af- og nedskrivninger i alt|Total depreciation and amortisation|T2995
3150|Andre driftsomkostninger|Other operating expenses|H
3165|Tab ved salg af anlægsaktiver|Loss on disposal of fixed assets|P|E
3175|Andre driftsomkostninger i alt|Total other operating expenses|T3150
3180|Resultat før finansielle poster|Result before financial items|I1001-3175
3430|Finansielle indtægter|Financial income|H
3470|Renter fra banker|Interest from banks|P|R
3490|Renter fra kunder|Interest from customers|P|R
3495|Rykkergebyrer|Reminder fees|P|R|3490|U0|REMINDER_FEES
3530|Øvrige finansielle indtægter|Other financial income|P|R
3540|Finansielle indtægter i alt|Total financial income|T3430
3600|Finansielle omkostninger|Financial expenses|H
3610|Valutakursdifferencer|Exchange differences|P|E|||EXCHANGE_DIFFERENCE
3650|Renter til leverandører|Interest to suppliers|P|E
3670|Renter til banker|Interest to banks|P|E
3675|Renter til det offentlige|Interest to public authorities|P|E
3690|Øvrige finansielle omkostninger|Other financial expenses|P|E
3700|Finansielle omkostninger i alt|Total financial expenses|T3600
3702|Resultat før skat|Result before tax|I1001-3700
3730|Skat|Tax|H
3740|Årets skat|Tax for the year|P|E
3760|Regulering af udskudt skat|Change in deferred tax|P|E
3790|Skat i alt|Total tax|T3730
4999|ÅRETS RESULTAT|Result for the year|I1001-3790
5000|AKTIVER|Assets|B
5001|Anlægsaktiver|Fixed assets|H
5042|Immaterielle anlægsaktiver, kostpris|Intangible assets, cost|S|A||I25
5055|Immaterielle anlægsaktiver, afskrivninger|Intangible assets, accumulated amortisation|S|A
5420|Produktionsanlæg og maskiner, kostpris|Plant and machinery, cost|S|A||I25
5452|Produktionsanlæg og maskiner, afskrivninger|Plant and machinery, accumulated depreciation|S|A
5500|Indretning af lejede lokaler, kostpris|Leasehold improvements, cost|S|A||I25
5532|Indretning af lejede lokaler, afskrivninger|Leasehold improvements, accumulated depreciation|S|A
5570|Driftsmateriel og inventar, kostpris|Fixtures and equipment, cost|S|A||I25
5602|Driftsmateriel og inventar, afskrivninger|Fixtures and equipment, accumulated depreciation|S|A
6040|Deposita|Deposits paid|S|A
6072|Anlægsaktiver i alt|Total fixed assets|T5001
6075|Omsætningsaktiver|Current assets|H
6140|Varelager|Inventory|S|A
6190|Debitorer|Trade receivables|S|A|||AR
6200|Nedskrivning på debitorer|Allowance for bad debts|S|A
6315|Tilgodehavende selskabsskat|Corporation tax receivable|S|A
6330|Andre tilgodehavender|Other receivables|S|A
6390|Forudbetalte omkostninger|Prepaid expenses|S|A
6480|Bank|Bank|S|A|||BANK
6485|Kortindløsning, afventer udbetaling|Card acquirer clearing|S|A|6480||CARD_CLEARING
6486|Kasse|Cash on hand|S|A|6480
6488|Interimskonto, bank|Bank suspense|S|A|6480||SUSPENSE
6491|Omsætningsaktiver i alt|Total current assets|T6075
6499|AKTIVER I ALT|Total assets|I5001-6491
6500|PASSIVER|Equity and liabilities|B
6505|Egenkapital|Equity|H
6510|Selskabskapital|Share capital|S|Q
6540|Overkurs ved emission|Share premium|S|Q
6910|Øvrige reserver|Other reserves|S|Q
6940|Overført resultat|Retained earnings|S|Q|||RETAINED_EARNINGS
6956|Udloddet udbytte|Dividend distributed|S|Q
6971|Egenkapital i alt|Total equity|T6505
7000|Hensættelser og langfristet gæld|Provisions and long-term debt|H
7010|Udskudt skat|Deferred tax|S|L
7120|Banklån|Bank loans|S|L
7125|Leasingforpligtelser|Lease liabilities|S|L
7271|Hensættelser og langfristet gæld i alt|Total provisions and long-term debt|T7000
7280|Kortfristet gæld|Current liabilities|H
7330|Kassekredit|Bank overdraft|S|L
7410|Forudbetalinger fra kunder|Prepayments from customers|S|L|||CUSTOMER_PREPAYMENTS
7440|Kreditorer|Trade payables|S|L|||AP
7590|Mellemregning med ejere og ledelse|Owner and management current account|S|L
7680|Salgsmoms|Output VAT|S|L
7700|Moms af varekøb i udlandet|VAT on goods purchased abroad|S|L
7720|Moms af ydelseskøb i udlandet|VAT on services purchased abroad|S|L
7740|Købsmoms|Input VAT|S|L
7760|Olie- og flaskegasafgift|Oil and LPG duty|S|L
7780|Elafgift|Electricity duty|S|L
7840|Momsafregning|VAT settlement|S|L|||VAT_SETTLEMENT
7860|Skyldig løn|Wages payable|S|L
7900|Skyldige feriepenge|Holiday pay payable|S|L
7920|Skyldig A-skat|PAYE tax payable|S|L
7940|Skyldigt AM-bidrag|Labour market contribution payable|S|L
7960|Skyldigt ATP-bidrag|ATP payable|S|L
8000|Skyldig pension|Pension payable|S|L
8040|Anden gæld|Other payables|S|L
8070|Udskudt omsætning|Deferred revenue|S|L|||DEFERRED_REVENUE
8075|Skyldige omkostninger|Accrued expenses|S|L|8070
9950|Kortfristet gæld i alt|Total current liabilities|T7280
9999|PASSIVER I ALT|Total equity and liabilities|I6505-9950
`
