# Kur rasti pagalbą ir ar kas nors dabar skaito.

## Pagalbos puslapis
help-title = Rasti pagalbą
help-h = Raskite pagalbą savo šalyje
help-in-h = Pagalba: { $country }
help-choose = Kurioje šalyje norite pagalbos?
help-choose-none = Pasirinkite šalį
help-show = Rodyti pagalbą
help-other-h = Kita šalis
help-kept = Nesaugome, kurią šalį pasirenkate. Kaip ir visas šis apsilankymas, tai lieka naršyklės istorijoje.
help-emergency = Jei kam nors dabar gresia pavojus
help-emergency-about = Tuoj pat skambinkite šiuo numeriu.
help-helpline = Pasikalbėti su kuo nors
help-helpline-about = Ten žmonės išklauso ir padeda. Dažnai tai nemokama ir dažnai nereikia sakyti savo vardo.
help-police = Policija, kuri tuo rūpinasi
help-police-about = Galite papasakoti, kas nutiko.
help-hotline = Pranešti apie tai, kas yra internete
help-hotline-about = Ten rūpinamasi, kad puslapiai ir nuotraukos būtų pašalinti.
help-languages = Kalbos: { $languages }
help-hours = Kada atsiliepia: { $hours }
help-web = Svetainė
help-chat = Pokalbis internetu
help-checked = Kas nors iš mūsų į kiekvieną iš jų paskambino ir tai patvirtino per paskutines 180 dienų.
help-unconfirmed = To dar niekas nepatvirtino.
help-demo = Tai demonstracija. Nepasikliaukite tuo, kas pažymėta kaip nepatvirtinta.
help-none = Šioje šalyje nežinome numerio, kuriuo kas nors iš mūsų būtų paskambinęs ir jį patvirtinęs.
help-no-emergency = Nežinome šios šalies pagalbos numerio, kuriuo kas nors iš mūsų būtų paskambinęs ir jį patvirtinęs.
help-find-h = Kaip rasti pagalbą
help-find-ask = Klauskite bet ko šalia jūsų. Dauguma žmonių žino savo šalies pagalbos numerį.
help-find-phone = Daug telefonų užrakintame ekrane turi pagalbos skambučio mygtuką.
help-find-go = Eikite į policiją, ligoninę ar mokyklą. Ten žino, kam skambinti.
help-find-search = Ieškokite žodžių „vaikų linija“ ir savo šalies pavadinimo.
help-find-tell = Galite papasakoti ir mums
home-own = Šioje šalyje ({ $country }) skambinkite
home-elsewhere = Jūs arba vaikas esate kitoje šalyje?

## Ar kas nors dabar skaito
reads-now = Kažkas ({ $organisation }) dabar yra vietoje ir pirmiausia skaito pranešimus apie pavojų.
reads-later = Šiuo metu pranešimų niekas neskaito. Nelaukite mūsų. Pirmiausia skambinkite ir prašykite pagalbos.
reads-next = Vėl skaitysime nuo: { $time }.
