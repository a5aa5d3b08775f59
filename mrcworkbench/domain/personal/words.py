"""Words around digits that say what they are, in the languages of the centres, in small letters.

They are clues for the search and never shown. A word that is missing costs a clue, not the rule.
"""

# ruff: noqa: RUF001  (letters of other scripts are meant)

from __future__ import annotations

STRONG = (
    "т tel telef telefon telefoni telefono teléfono telefone telefonu telefonul telefonoja telephone téléphone "
    "tél tlf tlph phone phones landline mob mobile mobil mobiles móvil movil mobiili mobitel mobilni celular "
    "celulares cel cell cellphone handy gsm natel portable fax faks telefax whatsapp whats watsap watsapp "
    "vatsap wa.me viber vajber nr.tel rufnummer telefonnummer handynummer simu raqem telefonas tālrunis puhelin "
    "telefonszám mobilszám τηλ τηλέφωνο κιν κινητό тел телефон телефоны телефону телефони телефона моб "
    "мобильный мобильного мобилен мобилни мобил сот сотовый факс вайбер вотсап ватсап вацап вотсапп утас هاتف "
    "هواتف الهاتف هاتفه هاتفها بالهاتف تلفون تليفون التلفون جوال الجوال موبايل الموبايل نقال فاكس واتساب واتس "
    "الواتساب فايبر تلفن موبایل همراه واتساپ فون موبائل फ़ोन फोन मोबाइल दूरभाष सम्पर्क व्हाट्सएप ফোন মোবাইল টেলিফোন "
    "ফোনঃ දුරකථන දුරකථනය அலைபேசி தொலைபேசி ဖုန်း ဖုန်းနံပါတ် ስልክ ስልክ፡ หมายเลข โทร เบอร์ điện đt sđt 电话 手机 電話 "
    "전화 טלפון טל נייד հեռ հեռախոս ტელ ტელეფონი მობ մոբ"
)
"""They name a telephone."""
WEAK = (
    "sms telegram signal imo numri numéro numero número nomer nomor number raqam raqami broj nummer номер "
    "номера рақам рақами رقم الرقم رقمه رقمها شماره نمبر नंबर नम्बर নম্বর namba nambari call calls ring dial text "
    "hotline helpline contact contacts reach phoning message kontakt kontakti kontakto kontaktoni telefononi "
    "telefono thirr thirrni merrni marrim contacto contactos contactar contato contatar contattare contatto "
    "chiamare chiama chiamate llamar llame llámenos llámenme llamen marque ligue ligar appeler appelez appelle "
    "appelé joindre contacter contactez joignable anrufen ruf rufen erreichbar pozovi pozovite zovite nazovite "
    "javite kontaktirajte ara arayın arayınız irtibat iletişim sunați apelați contactați hívja звонить звоните "
    "позвоните звонок звони набрать связь контакт контакты обращаться линия јавете позвънете qo'ng'iroq "
    "qo‘ng‘iroq занг бо اتصل اتصلوا للاتصال الاتصال التواصل للتواصل تواصل تماس زنگ رابطہ کال संपर्क कॉल যোগাযোগ "
    "কল ဆက်သွယ် piga pigia ደውሉ ይደውሉ"
)
"""They often stand before a telephone number."""
LINKING = (
    "no nr n° nº num number numbers numéro numero número номер broj us me him her them it on at to is are was "
    "by via or and und ou y e ose dhe и или ili office home work mobile direct new old my our his their the a "
    "an al le la les el i në në: sur au aux unter im der die das из на по в the: dans num: +"
)
"""They may stand between such a word and the number."""
UNITS = (
    "returned hits sms like share listener voter vote subscriber reader household letter e-mail email sheet "
    "book bag kit ticket ballot hectar acre people person persons persona personas personnes persone personen "
    "pessoas migrant client customer user visitor women woman men man girl boy child youth student pupil worker "
    "inhabitant resident famil beneficiar returnee refugee participant member job seeker case visit "
    "consultation session interview call message copy copies leaflet brochure flyer poster page download view "
    "click follower day hour minute week month year time event training file record document request question "
    "referral million billion thousand hundred dozen mio mln mrd mil milion miljon percent per-cent pourcent km "
    "kilomet metre meter m2 m² kg ton litre liter hectare ha homme femme enfant élève étudiant habitant ménage "
    "famille bénéficiaire réfugié travailleur appel dossier cas exemplaire heure jour an ans mois semaine fois "
    "visiteur hombre mujer niñ habitante hogar familia beneficiari trabajador llamada caso hora día año mes vez "
    "veces visita migrante cliente homen mulher criança agregado família chamada ano dia klient persoan personi "
    "gra burra fëmijë familje banor vizit thirrje rast ditë orë vjet vit muaj qytetar ljudi žena muškarac dece "
    "klijent porodic stanovnik poziv slučaj dan sat godin kişi kadın erkek çocuk aile ziyaret gün saat yıl "
    "человек людей мигрант клиент женщин мужчин детей семей жител звонк обращени случа дней час лет раз "
    "посетител копи экземпляр тыс млн млрд тысяч миллион нафар киши адам odam oila kishi شخص أشخاص مهاجر امرأة "
    "رجل طفل عائلة أسرة مستفيد زائر مكالمة نسمة يوم ساعة سنة مليون ألف نفر خانوار مرد زن लोग व्यक्ति प्रवासी "
    "परिवार watu wahamiaji wanawake menschen migranten klienten frauen männer kinder familien einwohner anrufe "
    "fälle tage stunden jahre mal donne uomini bambini famiglie abitanti chiamate casi giorni ore anni volte"
)
"""Beginnings of words that say what was counted, after the digits."""
CURRENCIES = (
    "eur euro euros usd us$ $ € £ ¥ ₺ ₽ ₹ ₦ ₴ ₾ ֏ ₼ ₸ gbp chf all lek lekë leke rsd din dinar dinara dinarë mkd "
    "denar denari bam km hrk kuna ron lei leu mdl bgn lev leva лв try tl lira tjs somoni сомони kgs som сом uzs "
    "soum so'm сум kzt tenge тенге тг rub rubl ruble roubles руб рубл azn manat gel lari amd dram afn afghani "
    "inr rupees rupee rs pkr lkr npr bdt taka mmk kyat idr rp php peso pesos mxn cop clp ars pen sol soles brl "
    "r$ real reais bob gtq hnl crc dop ves dzd mad dh dirham dirhams tnd egp lyd sdg etb birr kes ksh shilling "
    "shillings tzs tsh ugx rwf francs franc fcfa cfa xof xaf f.cfa cdf fc ngn naira ghs cedi zar rand nad mzn "
    "metical meticais aoa kwanza zmw kwacha mwk iqd irr rial toman lbp jod sar aed qar kwd omr pln zł czk kč "
    "huf ft sek nok dkk kr uah грн byn cad aud jpy cny yuan dollar dollars dólares dolar dolarë доллар евро "
    "دولار يورو دينار درهم ريال جنيه ليرة تومان ریال روپے रुपये us$: €: $: xdr mga ariary mur scr bif djf sos "
    "gmd gnf lrd sll cve szl lsl bwp"
)
"""Money, before or after the digits."""
FIGURES = (
    "price prices value fund funds salary rent fee income çmimi cijena цена prix precio preis census "
    "recensement censo перепись nombre number-of reaching average median mean estimated estimate approximately "
    "budget total totals sum cost costs costing amount amounts population about around approx roughly some over "
    "under than nearly almost circa ca environ quelque plus total: près presque unos unas alrededor "
    "aproximadamente cerca más rund etwa über mehr insgesamt rreth gjithsej mbi oko ukupno više preko yaklaşık "
    "toplam около примерно более всего свыше итого бюджет население حوالي نحو أكثر مجموع الميزانية تقريبا spent "
    "raised worth reached received counted served registered recorded"
)
"""They stand before a figure."""
REFERENCES = (
    "§ ean cat class zone block indicator output activity agreement decision order memorandum mou letter "
    "circular plot inventory odluka rješenje rešenje naredba vendimi urdhër urdhri marrëveshja marrëveshje "
    "решение договор соглашение распоряжение протокол accord convention contrat contrato acuerdo convenio orden "
    "resolución décision application lot sektor pp p page pages fq faqe str стр seite seiten página pág law "
    "laws act decree regulation directive article art section paragraph resolution ordinance ruling isbn issn "
    "doi iso en project grant contract invoice tender ref reference version v p.o po box b.p bp postcode zip "
    "postal latitude longitude lat long coordinates gps ligj ligji ligjit vkm vendim zakon zakona uredba "
    "pravilnik uredbe закон закона указ постановление приказ федеральный loi décret arrêté règlement ley "
    "decreto real lei despacho portaria kanun kanunu sayılı yönetmelik gesetz verordnung legge legea hotărârea "
    "build ip cep plz postleitzahl file files database šifra dosje dosja lënda predmet "
    "дело dossier dosya expediente expedientes pib jib oib nif cif cnpj ruc siret registro registrul inv inventory "
    "قانون القانون مرسوم قرار ordin protocol pin series serial batch catalogue file-no chapter annex table "
    "figure doc document record registration registry nuis nipt vat tin"
)
"""They stand before the number of a text or a thing."""
