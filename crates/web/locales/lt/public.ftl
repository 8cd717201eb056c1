# Viešoji svetainė. Skaitantis žmogus gali bijoti, būti pavargęs arba devynerių metų.
# Trumpi žodžiai, viena mintis sakinyje. Kreipiamasi „jūs“, o vaikų ir paauglių puslapiuose – „tu“.
# Pavadinimai lieka naršyklės istorijoje, kur juos gali perskaityti kitas: nusikaltimas juose neminimas.

## Kiekviename puslapyje
leave = Palikti šį puslapį
leave-shift = arba tris kartus paspauskite „Shift“
leave-history = Kai išeisite, šis apsilankymas liks naršyklės istorijoje.
leave-clear = Kaip ištrinti apsilankymą
skip = Eiti prie teksto
language = Kalba
home-link = Pirmas puslapis
kept-link = Ką saugome ir ko nesaugome
foot = Svetainę tvarko { $organisation }. Ji nenaudoja slapukų ir nieko nekrauna iš kitur.
optional = (galima praleisti)
yes = Taip
no = Ne
unknown = Nežinau
emergency-again = Jei vaikui dabar gresia pavojus, skambinkite policijai arba savo šalies pagalbos numeriu. Nelaukite mūsų.

## Pirmas puslapis
home-title = Pranešimai ir pagalba
home-h = Galite mums papasakoti. Nebūtina sakyti, kas esate.
home-lead = { $organisation } priima pranešimus apie seksualinę prievartą prieš vaikus internete. Juos skaito apmokyti žmonės ir rūpinasi, kad tai liautųsi.
danger-h = Ar vaikui dabar gresia pavojus?
danger-call = Dabar skambinkite policijai arba savo šalies pagalbos numeriu.
danger-first = Pirmiausia padarykite tai. Pranešimą pamatome ne iš karto ir negalime nieko nusiųsti į vietą.
danger-say = Ką sakyti skambinant
danger-say-where = Pasakykite, kur yra vaikas, kiek žinote.
danger-say-what = Pasakykite, kas vyksta.
danger-say-stay = Nepadėkite ragelio, kol jums pasakys, kad galima.
danger-number = Jei nežinote numerio, paklauskite bet ko šalia jūsų.
danger-quiet = Jei kalbėti nesaugu, paprašykite žmogaus, kuriuo pasitikite, paskambinti už jus.
choices-h = Ką norite daryti?
choice-report = Pranešti
choice-report-about = Apie puslapį, nuotrauką, vaizdo įrašą, paskyrą ar pokalbį. Tai trunka apie penkias minutes.
choice-young = Man dar nėra 18 metų ir man reikia pagalbos
choice-young-about = Kas nors internete tave gąsdina, spaudžia arba platina tavo nuotraukas. Tai ne tavo kaltė.
choice-return = Sugrįžti su savo kvitu
choice-return-about = Turite septynis mūsų duotus žodžius. Pažiūrėkite, kaip sekasi ir ar turime klausimą.

## Prieš formą
report-title = Siųsti pranešimą
report-h = Pranešti
before-h = Kas bus toliau
before-time = Tai trunka apie penkias minutes. Galite praleisti kiekvieną klausimą, į kurį negalite atsakyti.
before-receipt = Išsiuntę gausite kvitą iš septynių žodžių. Su juo galėsite sugrįžti ir pažiūrėti, kaip sekasi. Pasiruoškite rašiklį ir popieriaus.
before-read = Jūsų pranešimą skaito apmokyti žmonės ({ $organisation }). Jie pradeda nuo skubiausių.
before-kept = Niekas nesaugoma, kol nepaspaudžiate „Siųsti pranešimą“. Nesaugome jūsų vardo, nebent jį čia parašote, ir nesaugome jūsų tinklo adreso.
please-h = Prašome prisiminti
please-look = Neieškokite daugiau. To nereikia ir to neleidžia įstatymas.
please-pictures = Nesaugokite ir nesiųskite nuotraukų ar vaizdo įrašų. Nei mums, nei kam nors kitam.
please-describe = Neaprašykite daugiau, negu reikia. Užtenka kelių žodžių.

## Forma
form-one = Pateikite bent vieną iš šių: interneto adresą, naudotojo vardą arba ką nors savais žodžiais. Visa kita galima praleisti.
ask-danger = Ar vaikui dabar gresia pavojus?
ask-danger-hint = Jei taip, pirmiausia skambinkite policijai arba savo šalies pagalbos numeriu. Tada sugrįžkite čia.
ask-url = Kur tai matėte?
ask-url-hint = Interneto adresas (nuoroda), po vieną eilutėje. Neatverkite puslapio iš naujo, kad jį nukopijuotumėte. Parašykite, ką turite.
ask-category = Apie ką tai?
ask-category-hint = Pasirinkite, kas labiausiai tinka. Nebūtina žinoti tiksliai.
category-csam = Nuotraukos ar vaizdo įrašai, kuriuose vaikas patiria seksualinę prievartą
category-csam-hint = Tai vadinama seksualinės prievartos prieš vaikus medžiaga. Galima pranešti ir apie nupieštus ar kompiuteriu sukurtus vaizdus.
category-grooming = Kas nors bando įgyti vaiko pasitikėjimą, kad galėtų jį išnaudoti
category-grooming-hint = Pavyzdžiui, prašo paslapčių, nuotraukų ar susitikti.
category-sextortion = Kas nors grasina išplatinti vaiko nuotraukas
category-sextortion-hint = Dažnai nori pinigų ar daugiau nuotraukų.
category-trafficking = Vaikas parduodamas arba atiduodamas išnaudoti
category-trafficking-hint = Gyvai arba tiesiogiai per kamerą.
category-travel = Kas nors keliauja arba ketina keliauti, kad išnaudotų vaiką
category-travel-hint = Į kitą miestą ar kitą šalį.
category-self_generated = Platinama nuotrauka, kurią vaikas pasidarė pats
category-self_generated-hint = Vaikas nepadarė nieko blogo.
category-other = Kas nors kita arba gerai nežinau
category-other-hint = Mes išsiaiškinsime. Tikslaus žodžio žinoti nereikia.
ask-service = Kurioje svetainėje, programėlėje, žaidime ar pokalbyje?
ask-service-hint = Užtenka pavadinimo.
ask-who = Kas tai daro?
ask-who-hint = Naudotojo vardas, kaip jis ten parašytas. Tikro vardo žinoti nereikia.
ask-when = Kada tai matėte arba kada tai įvyko?
ask-when-hint = Savais žodžiais, pavyzdžiui, „vakar vakare“.
ask-country = Kurioje šalyje yra vaikas?
ask-country-hint = Tik jei žinote arba numanote.
ask-country-none = Nežinau
ask-text = Ar yra dar kas nors, ką turėtume žinoti?
ask-text-hint = Užtenka kelių sakinių. Nereikia aprašyti, kas buvo padaryta vaikui. Jei tai ne interneto puslapyje, pasakykite, kaip tai rasti.
ask-contact = Kaip galime su jumis susisiekti?
ask-contact-hint = Tik jei norite. El. pašto adresas arba telefono numeris. Jei paliksite tuščią, niekas nežinos, kas esate, ir vis tiek galėsite sugrįžti su savo kvitu.
send-next = Toliau pamatysite septynis žodžius. Pasiruoškite rašiklį ir popieriaus.
send-report = Siųsti pranešimą

## Vaikai ir paaugliai
young-title = Gauti pagalbą
young-h = Gerai, kad čia esi
young-fault = Tai ne tavo kaltė. Net jei ką nors nusiuntei, sutikai arba laikei paslaptyje.
young-alone = Taip nutinka ne tik tau. Taip nutinka daugeliui vaikų ir paauglių, ir gali būti geriau.
young-danger-h = Ar tau dabar gresia pavojus?
young-danger-who = Ar kas nors tave skriaudžia arba eina pas tave? Ar galvoji apie tai, kad save sužalotum?
young-danger-call = Dabar skambink policijai arba savo šalies pagalbos numeriu, arba eik pas suaugusį žmogų, kuriuo pasitiki.
young-do-h = Ką gali daryti dabar
young-do-stop = Gali nebeatsakinėti. Tu tam žmogui nieko neprivalai.
young-do-pay = Nemokėk ir daugiau nieko nesiųsk. Dėl to jis nesiliaus.
young-do-keep = Išsaugok žinutes ir naudotojo vardą. Tada tą žmogų užblokuok. Nuotraukų toliau nesiųsk.
young-do-adult = Pasakyk suaugusiam žmogui, kuriuo pasitiki. Gali sakyti: „Man kai kas nutiko internete. Man reikia pagalbos.“
young-do-helpline = Gali pasikalbėti su vaikų pagalbos linija. Ją turi daug šalių. Dažnai tai nemokama ir nereikia sakyti savo vardo. Kad ją rastum, ieškok žodžių „vaikų linija“ ir savo šalies pavadinimo.
young-we-h = Ką galime padaryti mes
young-we-remove = Galime paprašyti svetainės ar programėlės pašalinti tavo nuotraukas.
young-we-stop = Galime pranešti žmonėms, kurių darbas – sustabdyti tą, kas tai padarė.
young-we-choose = Tu renkiesi, ką mums sakyti. Gali praleisti kiekvieną klausimą.
young-we-honest = Sakome atvirai: jei mums pasakysi, kas ar kur esi, ir tau gresia pavojus, galime pranešti žmonėms, kurie gali tave apsaugoti.
young-form-h = Papasakok, kas nutiko
young-form-time = Tai trunka apie tris minutes. Skaito apmokyti suaugusieji. Jie jau yra girdėję panašių dalykų. Pabaigoje gausi septynis žodžius – kvitą, kad galėtum sugrįžti. Pasiruošk rašiklį ir popieriaus.
young-form-pictures = Prašome nesiųsti mums nuotraukų ir jų neaprašyti. Užtenka kelių žodžių.
young-form-one = Pasakyk bent vieną iš šių: to žmogaus vardą ten, nuorodą arba ką nors savais žodžiais. Visa kita galima praleisti.
young-ask-danger = Ar tau dabar gresia pavojus?
young-ask-danger-hint = Jei taip, pirmiausia skambink arba eik pas suaugusį žmogų, kuriuo pasitiki. Tada sugrįžk čia.
young-ask-category = Kas vyksta?
young-ask-category-hint = Pasirink, kas labiausiai tinka. Nebūtina žinoti tiksliai.
young-category-sextortion = Kas nors grasina išplatinti mano nuotraukas
young-category-sextortion-hint = Galbūt nori pinigų ar daugiau nuotraukų.
young-category-grooming = Kas nors prašo manęs nuotraukų, paslapčių ar susitikti, ir man nuo to negera
young-category-grooming-hint = Tai gali būti ir žmogus, kuris tau patinka.
young-category-self_generated = Platinama nuotrauka, kurioje nufotografavau save
young-category-self_generated-hint = Tu nepadarei nieko blogo.
young-category-csam = Kas nors padarė mano nuotraukų ar vaizdo įrašų
young-category-csam-hint = Kompiuteriu sukurtos nuotraukos – taip pat.
young-category-other = Kas nors kita arba nežinau, kaip tai pavadinti
young-category-other-hint = Nieko tokio.
young-ask-access = Ar tas žmogus gali ateiti ten, kur esi?
young-ask-access-hint = Pavyzdžiui, kas nors iš tavo šeimos, mokyklos ar gatvės.
young-ask-service = Kurioje svetainėje, programėlėje, žaidime ar pokalbyje?
young-ask-service-hint = Užtenka pavadinimo.
young-ask-who = Koks to žmogaus vardas ten?
young-ask-who-hint = Naudotojo vardas to, kas tai padarė, ne tavo.
young-ask-url = Ar yra nuoroda?
young-ask-url-hint = Po vieną eilutėje. Nereikia žiūrėti iš naujo.
young-ask-text = Ką nori mums papasakoti?
young-ask-text-hint = Užtenka kelių žodžių. Nereikia pasakoti visko.
young-ask-country = Kurioje šalyje esi?
young-ask-country-hint = Tada žinosime, kas gali tau padėti.
young-ask-contact = Kaip galime su tavimi susisiekti?
young-ask-contact-hint = Tik jei nori. Nurodyk tokį kontaktą, kurio niekas kitas neskaito. Jei paliksi tuščią, niekas nežinos, kas esi, ir vis tiek galėsi sugrįžti su savo kvitu.

## Kas negerai ir ką daryti
errors-h = Dar neišsiųsta. Prašome pažiūrėti:
errors-kept = Viskas, ką parašėte, tebėra čia.
error-none = Pateikite bent vieną dalyką: interneto adresą, naudotojo vardą arba ką nors savais žodžiais.
error-long =
    { $limit ->
        [one] Per ilgas tekstas. Prašome sutrumpinti: daugiausia { $limit } raidė.
        [few] Per ilgas tekstas. Prašome sutrumpinti: daugiausia { $limit } raidės.
        [many] Per ilgas tekstas. Prašome sutrumpinti: daugiausia { $limit } raidės.
       *[other] Per ilgas tekstas. Prašome sutrumpinti: daugiausia { $limit } raidžių.
    }
error-control = Tekste yra paslėptas ženklas, kurio negalime priimti. Prašome įrašyti iš naujo.
error-url = Eilutė { $line } nepanaši į interneto adresą. Rašykite taip: host.example/page, arba įrašykite prie „dar kas nors“.
error-url-young = Eilutė { $line } nepanaši į nuorodą. Rašyk taip: host.example/page, arba papasakok savais žodžiais žemiau.
error-url-long = Eilutė { $line } per ilga, kad būtų interneto adresas.
error-url-many =
    { $limit ->
        [one] Per daug adresų. Prašome siųsti daugiausia { $limit } adresą viename pranešime.
        [few] Per daug adresų. Prašome siųsti daugiausia { $limit } adresus viename pranešime.
        [many] Per daug adresų. Prašome siųsti daugiausia { $limit } adreso viename pranešime.
       *[other] Per daug adresų. Prašome siųsti daugiausia { $limit } adresų viename pranešime.
    }
error-choice = Prašome pasirinkti vieną iš atsakymų.
error-answer = Prašome pirmiausia parašyti atsakymą.
failed-h = Neišsiųsta. Niekas neprarasta.
failed-busy = Šiuo metu negalime priimti. Viskas, ką parašėte, tebėra čia. Palaukite minutę ir dar kartą paspauskite mygtuką.
failed-broken = Kažkas sugedo pas mus. Tai ne jūsų kaltė. Viskas, ką parašėte, tebėra čia. Pabandykite dar kartą po kelių minučių.
failed-flood = Per paskutinę valandą iš jūsų tinklo atėjo per daug. Viskas, ką parašėte, tebėra čia. Neuždarykite šio puslapio ir pabandykite dar kartą po valandos.

## Išsiuntus
sent-title = Gauta
sent-h = Ačiū. Jūsų pranešimą gavome.
sent-h-young = Ačiū. Gavome tai, ką papasakojai.
sent-brave = Pasielgei drąsiai ir teisingai.
receipt-h = Kvitas
receipt-write = Dabar užrašykite šiuos septynis žodžius ant popieriaus tokia tvarka. Antrą kartą jų parodyti negalime.
receipt-hide = Laikykite popierių ten, kur jo neras tie, kam nereikia žinoti. Niekam nesakykite šių žodžių.
receipt-shows = Kas turi šiuos žodžius, gali matyti, kaip sekasi ir ko klausiame. To, ką parašėte, jie niekada nematys.
receipt-reload = Neįkelkite šio puslapio iš naujo: pranešimas būtų išsiųstas antrą kartą.
next-h = Kas vyks dabar
next-read = Jūsų pranešimą skaito apmokyti žmonės. Jie pradeda nuo skubiausių.
next-act = Jei galima veikti, prašome įmonės, kuri laiko puslapį ar paskyrą, juos pašalinti. Galime pranešti policijai.
next-check = Kur leidžia įstatymas, vėliau pažiūrime, ar to nebėra.
hear-h = Ką galite iš mūsų išgirsti
hear-return = Sugrįžkite su savo kvitu po kelių dienų. Pamatysite, kaip sekasi. Galbūt turėsime jums klausimą.
hear-contact = Jei pasakėte, kaip su jumis susisiekti, galime parašyti arba paskambinti. Jei ne, to padaryti negalime.
self-h = Pagalba jums
self-normal = Tai, ką matėte, gali likti su jumis. Tai normalu ir nereiškia, kad jums kas nors negerai.
self-talk = Pasikalbėkite su žmogumi, kuriuo pasitikite. Nereikia sakyti, ką matėte.
self-help = Jei blogai miegate arba tai vis grįžta, gali padėti gydytojas arba jūsų šalies pagalbos linija.
self-young-normal = Gali jausti baimę, pyktį, gėdą arba nieko nejausti. Visa tai normalu. Tai ne tavo kaltė.
self-young-talk = Tau nereikia to nešti be pagalbos. Pasakyk suaugusiam žmogui, kuriuo pasitiki, arba pasikalbėk su savo šalies vaikų pagalbos linija.
self-young-block = Jei tas žmogus vėl parašys, atsakyti nereikia.

## Sugrįžus
return-title = Sugrįžti su kvitu
return-h = Sugrįžkite su savo kvitu
return-before = Pamatysite, kaip sekasi ir ar turime klausimą. Tai, ką parašėte, niekada nerodoma.
ask-receipt = Jūsų septyni žodžiai
ask-receipt-hint = Ta pačia tvarka, su tarpais. Didžiosios ar mažosios raidės – nesvarbu.
return-english = Visomis šios svetainės kalbomis žodžiai yra angliški.
show-visit = Rodyti, kaip sekasi
return-lost-h = Jei žodžius pametėte
return-lost = Negalime jų surasti, nes nežinome, kas esate. Galite siųsti naują pranešimą ir parašyti, kad jau esate mums pranešę.
return-error-h = Nepavyko atverti šio kvito
return-error = Šių žodžių nežinome. Ar jų septyni? Ar tvarka teisinga? Ar kiekvienas žodis parašytas taip, kaip užsirašėte?
return-flood = Iš jūsų tinklo buvo per daug bandymų. Prašome palaukti valandą ir pabandyti dar kartą.
return-busy = Šiuo metu negalime pažiūrėti. Prašome palaukti minutę ir pabandyti dar kartą.
return-broken = Kažkas sugedo pas mus. Prašome pabandyti dar kartą po kelių minučių.

## Kaip sekasi
visit-title = Kaip sekasi
visit-received = Jūsų pranešimas pas mus.
visit-received-about = Jis laukia, kol bus perskaitytas. Skubiausi skaitomi pirmiausia.
visit-looked_at = Jūsų pranešimą kažkas peržiūrėjo.
visit-looked_at-about = Dabar prie jo dirbama. Sugrįžkite po kelių dienų.
visit-actionable = Imamės veiksmų pagal jūsų pranešimą.
visit-actionable-about = Susisiekiame su tais, kas gali tai sustabdyti. Sugrįžkite po kelių dienų.
visit-passed_on = Pranešėme tiems, kas gali tai pašalinti.
visit-passed_on-about = Paprašėme įmonės, kuri tai laiko, tai pašalinti. Žiūrėsime dar, kol sužinosime daugiau.
visit-removed = To, apie ką pranešėte, ten nebėra.
visit-removed-about = Jūs prie to prisidėjote. Ačiū.
visit-closed = Mūsų darbas su jūsų pranešimu baigtas.
visit-closed-about = Ačiū, kad pranešėte. Jūs padėjote.
visit-informational = Perskaitėme jūsų pranešimą ir saugome, kas jame pasakyta.
visit-informational-about = Jame nebuvo pakankamai, kad galėtume veikti dabar. Vėliau jis dar gali mums padėti. Jei neieškodami sužinosite daugiau, siųskite naują pranešimą.
visit-out_of_remit = Jūsų pranešimas skirtas ne mums.
visit-out_of_remit-about = Gerai, kad mums pasakėte. Jei žinome, kas gali padėti, rasite tai žemiau.
visit-not_illegal = Nustatėme, kad tai, apie ką pranešėte, čia nėra prieš įstatymą.
visit-not_illegal-about = Teisingai, kad mums pasakėte. Jei tai apie jus ir nesijaučiate saugiai, pasikalbėkite su žmogumi, kuriuo pasitikite, arba su pagalbos linija.
visit-steps = Pranešimo kelias
visit-step-received = Gautas
visit-step-looked_at = Kažkas peržiūrėjo
visit-step-passed_on = Perduotas, kad būtų pašalinta
visit-step-removed = Pašalinta
visit-step-here = dabar čia
visit-step-done = atlikta
desk-h = Mūsų žodžiai jums
desk-question = Klausimas
desk-word = Žinutė
desk-answered = Į tai jau atsakėte. Ačiū.
desk-none = Dabar klausimų jums neturime.
ask-answer = Jūsų atsakymas
ask-answer-hint = Užtenka kelių žodžių. Jei nežinote, taip ir parašykite. Prašome daugiau neieškoti.
send-answer = Siųsti atsakymą
answer-arrived = Jūsų atsakymą gavome. Ačiū.
answer-gone = Į šį klausimą jau atsakyta.
visit-close = Kai baigsite, palikite šį puslapį. Be žodžių niekas negali jo vėl atverti.

## Kaip ištrinti apsilankymą
left-title = Ištrinti apsilankymą
left-h = Kaip ištrinti apsilankymą
left-why = Išeiti greita, bet tai neištrina šio apsilankymo iš naršyklės. Kas naudojasi tuo pačiu įrenginiu, gali matyti, kad čia buvote. To, ką parašėte, jie nematys.
left-do-h = Ką galite padaryti
left-do-menu = Atverkite naršyklės meniu ir pasirinkite „Istorija“. Telefone meniu dažnai yra už trijų taškų, trijų brūkšnių ar mažos knygelės.
left-do-some = Ištrinkite eilutes su šios svetainės pavadinimu. Jei ištrinsite viską, kas nors gali pastebėti tuščią sąrašą.
left-do-close = Uždarykite šį langą.
left-next-h = Kitą kartą
left-next-private = Pirmiausia atverkite privatų langą. Jis dar vadinamas inkognito langu. Uždarius jis pamiršta, kur lankėtės.
left-next-tor = „Tor“ naršyklė slepia dar daugiau: ir nuo tinklo, kuriuo naudojatės.
left-next-other = Jei kas nors stebi šį įrenginį, naudokitės kitu: bibliotekoje, mokykloje ar pas draugą.
left-not = Jūsų mokykla, darbovietė ar interneto bendrovė vis tiek gali matyti, kad čia lankytasi. To, ką parašėte, jie nematys.

## Kas saugoma
kept-title = Ką saugome
kept-h = Ką saugome ir ko nesaugome
kept-not-h = Nesaugome
kept-not-name = jūsų vardo, nebent jį parašote formoje
kept-not-address = jūsų tinklo adreso, nei kokia naršykle ir įrenginiu naudojatės
kept-not-cookie = slapukų ar ko nors kito, ką padėtume jūsų naršyklėje
kept-not-minute = minutės, kada išsiuntėte pranešimą: tik valandą
kept-not-before = to, ką rašote, bet neišsiunčiate
kept-yes-h = Saugome
kept-yes-report = tai, ką parašėte ir išsiuntėte. Tai užrakinta: kas pavogtų mūsų duomenis, be mūsų rakto neperskaitytų
kept-yes-plain = kad galėtume rikiuoti darbą, neužrakinta: apie ką tai, šalis, kaip skubu ir kaip sekasi
kept-yes-receipt = sumaišytą jūsų kvito pėdsaką, iš kurio žodžių atkurti negalima
kept-flood = Kad niekas mūsų neužtvindytų, svetainė skaičiuoja, kiek ateina iš vieno tinklo. Tam ji atmintyje laiko sumaišytą jūsų tinklo adreso pėdsaką, kol skaičiavimas prasideda iš naujo, maždaug kas valandą. Jis niekada neužrašomas.
kept-who-h = Kas gali tai skaityti
kept-who-staff = Apmokyti žmonės ({ $organisation }). Kiekvieną kartą, kai kas nors atveria pranešimą, tai užrašoma.
kept-who-others = Kad tai liautųsi, galime perduoti interneto adresus ir naudotojų vardus įmonei, kuri juos laiko. Kur to reikalauja įstatymas arba kad apsaugotume vaiką, galime pranešti policijai.
kept-cannot-h = Ko negalime paslėpti
kept-cannot-history = Naršyklės istorija rodo, kad čia buvote.
kept-cannot-network = Tinklas, kuriuo naudojatės, gali matyti šios svetainės pavadinimą, bet ne tai, ką rašote. „Tor“ naršyklė paslepia ir tai.
kept-cannot-words = Jei parašote, kas esate, mes tai žinome. Rašykite tik tai, ką norite, kad žinotume.

## Kai kas nors neveikia
missing-title = Nerasta
missing-h = Tokio puslapio nėra
missing-do = Gal adrese yra klaida. Pradėkite iš naujo nuo pirmo puslapio.
large-title = Per ilgas
large-h = Tai buvo per ilgas tekstas siųsti
large-do = Jūsų pranešimas neišsiųstas. Grįžkite, sutrumpinkite ir siųskite iš naujo. Jei turite daug ką pasakyti, siųskite dviem pranešimais.
broken-title = Kažkas sugedo
broken-h = Kažkas sugedo pas mus
broken-do = Tai ne jūsų kaltė. Prašome pabandyti dar kartą po kelių minučių.
method-title = Pradėti iš naujo
method-h = Taip šio puslapio atverti negalima
method-do = Pradėkite iš naujo nuo pirmo puslapio.
