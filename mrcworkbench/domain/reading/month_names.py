"""How the months and the days of the week are called, by language; without capitals and accents.

Written by `tests/domain/reading/month_names_from_babel.py`: names of one month or day are parted by "/", those of the
next begin after "|", and Monday and January are the first.
"""

# ruff: noqa: RUF001  letters of many scripts are meant
# fmt: off

from __future__ import annotations

from collections.abc import Mapping

MONTHS: Mapping[str, str] = {
    "en": (
        "jan/january|feb/february|mar/march|apr/april|may|jun/june|jul/july|aug/august|sep/september|oct/octo"
        "ber|nov/november|dec/december"
    ),
    "fr": (
        "janv/janvier|fevr/fevrier|mars|avr/avril|mai|juin|juil/juillet|aout|sept/septembre|oct/octobre|nov/n"
        "ovembre|dec/decembre"
    ),
    "es": (
        "ene/enero|feb/febrero|mar/marzo|abr/abril|may/mayo|jun/junio|jul/julio|ago/agosto|sept/septiembre|oc"
        "t/octubre|nov/noviembre|dic/diciembre"
    ),
    "ru": (
        "янв/января/январь|февр/февраля/февраль|мар/марта/март|апр/апреля/апрель|мая/маи|июн/июня/июнь|июл/ию"
        "ля/июль|авг/августа/август|сент/сентября/сентябрь|окт/октября/октябрь|нояб/ноября/ноябрь|дек/декабря"
        "/декабрь"
    ),
    "ar": "يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر",
    "ar_SY": (
        "يناير/كانون الثاني|فبراير/شباط|مارس/اذار|ابريل/نيسان|مايو/ايار|يونيو/حزيران|يوليو/تموز|اغسطس/اب|سبتم"
        "بر/ايلول|اكتوبر/تشرين الاول|نوفمبر/تشرين الثاني|ديسمبر/كانون الاول"
    ),
    "ar_DZ": (
        "يناير/جانفي|فبراير/فيفري|مارس|ابريل/افريل|مايو/ماي|يونيو/جوان|يوليو/جويلية|اغسطس/اوت|سبتمبر|اكتوبر|ن"
        "وفمبر|ديسمبر"
    ),
    "ar_MA": (
        "يناير|فبراير|مارس|ابريل|مايو/ماي|يونيو|يوليو/يوليوز|اغسطس/غشت|سبتمبر/شتنبر|اكتوبر|نوفمبر/نونبر|ديسمب"
        "ر/دجنبر"
    ),
    "pt": (
        "jan/janeiro|fev/fevereiro|mar/marco|abr/abril|mai/maio|jun/junho|jul/julho|ago/agosto|set/setembro|o"
        "ut/outubro|nov/novembro|dez/dezembro"
    ),
    "de": (
        "jan/januar|feb/februar|marz/mar|apr/april|mai|juni/jun|juli/jul|aug/august|sept/september/sep|okt/ok"
        "tober|nov/november|dez/dezember"
    ),
    "it": (
        "gen/gennaio|feb/febbraio|mar/marzo|apr/aprile|mag/maggio|giu/giugno|lug/luglio|ago/agosto|set/settem"
        "bre|ott/ottobre|nov/novembre|dic/dicembre"
    ),
    "nl": (
        "jan/januari|feb/februari|mrt/maart|apr/april|mei|jun/juni|jul/juli|aug/augustus|sep/september|okt/ok"
        "tober|nov/november|dec/december"
    ),
    "sq": (
        "jan/janar|shk/shkurt|mar/mars|pri/prill|maj|qer/qershor|korr/korrik|gush/gusht|sht/shtator|tet/tetor"
        "|nen/nentor|dhj/dhjetor"
    ),
    "tr": (
        "oca/ocak|sub/subat|mar/mart|nis/nisan|may/mayis|haz/haziran|tem/temmuz|agu/agustos|eyl/eylul|eki/eki"
        "m|kas/kasim|ara/aralik"
    ),
    "uk": (
        "січ/січня/січень|лют/лютого/лютии|бер/березня/березень|квіт/квітня/квітень|трав/травня/травень|черв/"
        "червня/червень|лип/липня/липень|серп/серпня/серпень|вер/вересня/вересень|жовт/жовтня/жовтень|лист/ли"
        "стопада/листопад|груд/грудня/грудень"
    ),
    "ro": (
        "ian/ianuarie|feb/februarie|mar/martie|apr/aprilie|mai|iun/iunie|iul/iulie|aug/august|sept/septembrie"
        "|oct/octombrie|nov/noiembrie|dec/decembrie"
    ),
    "bg": (
        "яну/януари|фев/февруари|март|апр/април|маи|юни|юли|авг/август|сеп/септември|окт/октомври|ное/ноември"
        "|дек/декември"
    ),
    "mk": (
        "јан/јануари|фев/февруари|мар/март|апр/април|мај|јун/јуни|јул/јули|авг/август|сеп/септември|окт/октом"
        "ври|ное/ноември|дек/декември"
    ),
    "sr": (
        "јан/јануар|феб/фебруар|мар/март|апр/април|мај|јун|јул|авг/август|сеп/септембар|окт/октобар|нов/новем"
        "бар|дец/децембар"
    ),
    "sr_Latn": (
        "jan/januar|feb/februar|mar/mart|apr/april|maj|jun|jul|avg/avgust|sep/septembar|okt/oktobar|nov/novem"
        "bar|dec/decembar"
    ),
    "hr": (
        "sij/sijecnja/sijecanj|velj/veljace/veljaca|ozu/ozujka/ozujak|tra/travnja/travanj|svi/svibnja/svibanj"
        "|lip/lipnja/lipanj|srp/srpnja/srpanj|kol/kolovoza/kolovoz|ruj/rujna/rujan|lis/listopada/listopad|stu"
        "/studenoga/studeni|pro/prosinca/prosinac"
    ),
    "pl": (
        "sty/stycznia/styczen|lut/lutego/luty|mar/marca/marzec|kwi/kwietnia/kwiecien|maj/maja|cze/czerwca/cze"
        "rwiec|lip/lipca/lipiec|sie/sierpnia/sierpien|wrz/wrzesnia/wrzesien|paz/pazdziernika/pazdziernik|lis/"
        "listopada/listopad|gru/grudnia/grudzien"
    ),
    "cs": (
        "led/ledna/leden|uno/unora/unor|bre/brezna/brezen|dub/dubna/duben|kve/kvetna/kveten|cvn/cervna/cerven"
        "|cvc/cervence/cervenec|srp/srpna/srpen|zar/zari|rij/rijna/rijen|lis/listopadu/listopad|pro/prosince/"
        "prosinec"
    ),
    "hu": (
        "jan/januar|febr/februar|marc/marcius|apr/aprilis|maj/majus|jun/junius|jul/julius|aug/augusztus|szept"
        "/szeptember|okt/oktober|nov/november|dec/december"
    ),
    "el": (
        "ιαν/ιανουαριου/ιανουαριοσ|φεβ/φεβρουαριου/φεβρουαριοσ|μαρ/μαρτιου/μαρτιοσ|απρ/απριλιου/απριλιοσ|μαι/"
        "μαιου/μαιοσ|ιουν/ιουνιου/ιουνιοσ|ιουλ/ιουλιου/ιουλιοσ|αυγ/αυγουστου/αυγουστοσ|σεπ/σεπτεμβριου/σεπτεμ"
        "βριοσ|οκτ/οκτωβριου/οκτωβριοσ|νοε/νοεμβριου/νοεμβριοσ|δεκ/δεκεμβριου/δεκεμβριοσ"
    ),
    "hy": (
        "հնվ/հունվարի/հունվար|փտվ/փետրվարի/փետրվար|մրտ/մարտի/մարտ|ապր/ապրիլի/ապրիլ|մյս/մայիսի/մայիս|հնս/հունի"
        "սի/հունիս|հլս/հուլիսի/հուլիս|օգս/օգոստոսի/օգոստոս|սեպ/սեպտեմբերի/սեպտեմբեր|հոկ/հոկտեմբերի/հոկտեմբեր|"
        "նոյ/նոյեմբերի/նոյեմբեր|դեկ/դեկտեմբերի/դեկտեմբեր"
    ),
    "ka": (
        "იან/იანვარი|თებ/თებერვალი|მარ/მარტი|აპრ/აპრილი|მაი/მაისი|ივნ/ივნისი|ივლ/ივლისი|აგვ/აგვისტო|სექ/სექტე"
        "მბერი|ოქტ/ოქტომბერი|ნოე/ნოემბერი|დეკ/დეკემბერი"
    ),
    "az": (
        "yan/yanvar|fev/fevral|mar/mart|apr/aprel|may|iyn/iyun|iyl/iyul|avq/avqust|sen/sentyabr|okt/oktyabr|n"
        "oy/noyabr|dek/dekabr"
    ),
    "uz": (
        "yan/yanvar|fev/fevral|mar/mart|apr/aprel|may|iyn/iyun|iyl/iyul|avg/avgust|sen/sentabr|okt/oktabr|noy"
        "/noyabr|dek/dekabr"
    ),
    "tg": (
        "янв/январ/yan/yanvar|фев/феврал/fev/fevral|мар/март/mar/mart|апр/апрел/apr/aprel|маи/may|июн/iyn/iyu"
        "n|июл/iyl/iyul|авг/август/avq/avqust|сен/сентябр/sen/sentyabr|окт/октябр/okt/oktyabr|ноя/ноябр/noy/n"
        "oyabr|дек/декабр/dek/dekabr"
    ),
    "ky": (
        "янв/январь|фев/февраль|мар/март|апр/апрель|маи|июн/июнь|июл/июль|авг/август|сен/сентябрь|окт/октябрь"
        "|ноя/ноябрь|дек/декабрь"
    ),
    "fa": (
        "ژانویه/yan|فوریه/fev|مارس/mar|اوریل/apr|مه/may|ژوين/iyn|ژويیه/iyl|اوت/avq|سپتامبر/sen|اکتبر/okt|نوام"
        "بر/noy|دسامبر/dek"
    ),
    "ur": (
        "جنوری/yan/yanvar|فروری/fev/fevral|مارچ/mar/mart|اپریل/apr/aprel|ميی/may|جون/iyn/iyun|جولايی/iyl/iyul"
        "|اگست/avq/avqust|ستمبر/sen/sentyabr|اکتوبر/okt/oktyabr|نومبر/noy/noyabr|دسمبر/dek/dekabr"
    ),
    "hi": (
        "जन॰/जनवरी/yan/yanvar|फर॰/फरवरी/fev/fevral|मारच/mar/mart|अपरैल/apr/aprel|मई/may|जून/iyn/iyun|जुल॰/जुल"
        "ाई/iyl/iyul|अग॰/अगसत/avq/avqust|सित॰/सितंबर/sen/sentyabr|अकटू॰/अकटूबर/okt/oktyabr|नव॰/नवंबर/noy/noya"
        "br|दिस॰/दिसंबर/dek/dekabr"
    ),
    "bn": (
        "জানু/জানুযারী/yanvar|ফেব/ফেবরুযারী/fevral|মারচ/mart|এপরি/এপরিল/aprel|মে/may|জুন/iyun|জুল/জুলাই/iyul|"
        "আগ/আগসট/avqust|সেপ/সেপটেমবর/sentyabr|অকটো/অকটোবর/oktyabr|নভে/নভেমবর/noyabr|ডিসে/ডিসেমবর/dekabr"
    ),
    "si": (
        "ජන/ජනවාරි/yanvar|පෙබ/පෙබරවාරි/fevral|මාරතු/මාර/mart|අපරෙල/aprel|මැයි/may|ජූනි/iyun|ජූලි/iyul|අගො/අග"
        "ොසතු/avqust|සැප/සැපතැමබර/sentyabr|ඔක/ඔකතොබර/oktyabr|නොවැ/නොවැමබර/noyabr|දෙසැ/දෙසැමබර/dekabr"
    ),
    "id": (
        "jan/januari/yan/yanvar|feb/februari/fev/fevral|mar/maret/mart|apr/april/aprel|mei/may|jun/juni/iyn/i"
        "yun|jul/juli/iyl/iyul|agu/agustus/avq/avqust|sep/september/sen/sentyabr|okt/oktober/oktyabr|nov/nove"
        "mber/noy/noyabr|des/desember/dek/dekabr"
    ),
    "fil": (
        "ene/enero/yan/yanvar|peb/pebrero/fev/fevral|mar/marso/mart|abr/abril/apr/aprel|may/mayo|hun/hunyo/iy"
        "n/iyun|hul/hulyo/iyl/iyul|ago/agosto/avq/avqust|set/setyembre/sen/sentyabr|okt/oktubre/oktyabr|nob/n"
        "obyembre/noy/noyabr|dis/disyembre/dek/dekabr"
    ),
    "am": (
        "ጃን/ጃንዋሪ/yan/yanvar|ፌብ/ፌብሩዋሪ/fev/fevral|ማርች/mar/mart|ኤፕሪ/ኤፕሪል/apr/aprel|ሜይ/may|ጁን/iyn/iyun|ጁላይ/iyl/iy"
        "ul|ኦገስ/ኦገስት/avq/avqust|ሴፕቴ/ሴፕቴምበር/sen/sentyabr|ኦክቶ/ኦክቶበር/okt/oktyabr|ኖቬም/ኖቬምበር/noy/noyabr|ዲሴም/ዲሴምበር/"
        "dek/dekabr"
    ),
    "so": (
        "jan/janaayo/yan/jannaayo|feb/febraayo/fev|mar/maarso|abr/abriil/apr|may/maayo|jun/juun/iyn|lul/luuly"
        "o/iyl|ogs/agosto/avq/ogosto|seb/sebtembar/sen/sebteembar|okt/oktoobar|nof/noofeembar/noy|dis/diseemb"
        "ar/dek"
    ),
    "sw": (
        "jan/januari/yan/yanvar|feb/februari/fev/fevral|mac/machi/mar/mart|apr/aprili/aprel|mei/may|jun/juni/"
        "iyn/iyun|jul/julai/iyl/iyul|ago/agosti/avq/avqust|sep/septemba/sen/sentyabr|okt/oktoba/oktyabr|nov/n"
        "ovemba/noy/noyabr|des/desemba/dek/dekabr"
    ),
}

DAYS: Mapping[str, str] = {
    "en": "mon/monday|tue/tuesday|wed/wednesday|thu/thursday|fri/friday|sat/saturday|sun/sunday",
    "fr": "lun/lundi|mar/mardi|mer/mercredi|jeu/jeudi|ven/vendredi|sam/samedi|dim/dimanche",
    "es": "lun/lunes|mar/martes|mie/miercoles|jue/jueves|vie/viernes|sab/sabado|dom/domingo",
    "ru": "пн/понедельник|вт/вторник|ср/среда|чт/четверг|пт/пятница|сб/суббота|вс/воскресенье",
    "ar": "الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعة|السبت|الاحد",
    "ar_SY": "الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعة|السبت|الاحد",
    "ar_DZ": "الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعة|السبت|الاحد",
    "ar_MA": "الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعة|السبت|الاحد",
    "pt": (
        "seg/segunda-feira|ter/terca-feira|qua/quarta-feira|qui/quinta-feira|sex/sexta-feira|sab/sabado|dom/d"
        "omingo"
    ),
    "de": "mo/montag|di/dienstag|mi/mittwoch|do/donnerstag|fr/freitag|sa/samstag|so/sonntag",
    "it": "lun/lunedi|mar/martedi|mer/mercoledi|gio/giovedi|ven/venerdi|sab/sabato|dom/domenica",
    "nl": "ma/maandag|di/dinsdag|wo/woensdag|do/donderdag|vr/vrijdag|za/zaterdag|zo/zondag",
    "sq": "hen/e hene|mar/e marte|mer/e merkure|enj/e enjte|pre/e premte|sht/e shtune|die/e diel",
    "tr": "pzt/pazartesi|sal/sali|car/carsamba|per/persembe|cum/cuma|cmt/cumartesi|paz/pazar",
    "uk": "пн/понеділок|вт/вівторок|ср/середа|чт/четвер|пт/п'ятниця|сб/субота|нд/неділя",
    "ro": "lun/luni|mar/marti|mie/miercuri|joi|vin/vineri|sam/sambata|dum/duminica",
    "bg": "пн/понеделник|вт/вторник|ср/сряда|чт/четвъртък|пт/петък|сб/събота|нд/неделя",
    "mk": "пон/понеделник|вто/вторник|сре/среда|чет/четврток|пет/петок|саб/сабота|нед/недела",
    "sr": "пон/понедељак|уто/уторак|сре/среда|чет/четвртак|пет/петак|суб/субота|нед/недеља",
    "sr_Latn": "pon/ponedeljak|uto/utorak|sre/sreda|cet/cetvrtak|pet/petak|sub/subota|ned/nedelja",
    "hr": "pon/ponedjeljak|uto/utorak|sri/srijeda|cet/cetvrtak|pet/petak|sub/subota|ned/nedjelja",
    "pl": "pon/poniedziałek|wt/wtorek|sr/sroda|czw/czwartek|pt/piatek|sob/sobota|niedz/niedziela",
    "cs": "po/pondeli|ut/utery|st/streda|ct/ctvrtek|pa/patek|so/sobota|ne/nedele",
    "hu": "h/hetfo|k/kedd|sze/szerda|cs/csutortok|p/pentek|szo/szombat|v/vasarnap",
    "el": "δευ/δευτερα|τρι/τριτη|τετ/τεταρτη|πεμ/πεμπτη|παρ/παρασκευη|σαβ/σαββατο|κυρ/κυριακη",
    "hy": "երկ/երկուշաբթի|երք/երեքշաբթի|չրք/չորեքշաբթի|հնգ/հինգշաբթի|ուր/ուրբաթ|շբթ/շաբաթ|կիր/կիրակի",
    "ka": "ორშ/ორშაბათი|სამ/სამშაბათი|ოთხ/ოთხშაბათი|ხუთ/ხუთშაბათი|პარ/პარასკევი|შაბ/შაბათი|კვი/კვირა",
    "az": "b.e/bazar ertəsi|c.a/cərsənbə axsami|c/cərsənbə|c.a/cumə axsami|c/cumə|s/sənbə|b/bazar",
    "uz": "dush/dushanba|sesh/seshanba|chor/chorshanba|pay/payshanba|jum/juma|shan/shanba|yak/yakshanba",
    "tg": "дшб/душанбе|сшб/сешанбе|чшб/чоршанбе|пшб/панҷшанбе|ҷмъ/ҷумъа|шнб/шанбе|яшб/якшанбе",
    "ky": "дүи/дүишөмбү|шеиш/шеишемби|шарш/шаршемби|беиш/беишемби|жума|ишм/ишемби|жек/жекшемби",
    "fa": "دوشنبه|سهشنبه|چهارشنبه|پنجشنبه|جمعه|شنبه|یکشنبه",
    "ur": "پیر|منگل|بدھ|جمعرات|جمعہ|ہفتہ|اتوار",
    "hi": "सोम/सोमवार|मंगल/मंगलवार|बुध/बुधवार|गुरु/गुरुवार|शुकर/शुकरवार|शनि/शनिवार|रवि/रविवार",
    "bn": "সোম/সোমবার|মঙগল/মঙগলবার|বুধ/বুধবার|বৃহসপতি/বৃহসপতিবার|শুকর/শুকরবার|শনি/শনিবার|রবি/রবিবার",
    "si": "සඳුදා|අඟහ/අඟහරුවාදා|බදාදා|බරහස/බරහසපතිනදා|සිකු/සිකුරාදා|සෙන/සෙනසුරාදා|ඉරිදා",
    "id": "sen/senin|sel/selasa|rab/rabu|kam/kamis|jum/jumat|sab/sabtu|min/minggu",
    "fil": "lun/lunes|mar/martes|miy/miyerkules|huw/huwebes|biy/biyernes|sab/sabado|lin/linggo",
    "am": "ሰኞ|ማክሰ/ማክሰኞ|ረቡዕ|ሐሙስ|ዓርብ|ቅዳሜ|እሑድ",
    "so": "isn/isniin|tldo/talaado|arbc/arbaco|khms/khamiis|jmc/jimco|sbti/sabti|axd/axad",
    "sw": "jumatatu/پیر|jumanne/منگل|jumatano/بدھ|alhamisi/جمعرات|ijumaa/جمعہ|jumamosi/ہفتہ|jumapili/اتوار",
}
