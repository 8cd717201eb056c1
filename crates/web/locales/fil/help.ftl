# Saan makakahanap ng tulong, at kung may bumabasa ngayon.

## Ang pahina ng tulong
help-title = Humanap ng tulong
help-h = Humanap ng tulong sa bansa mo
help-in-h = Tulong sa { $country }
help-choose = Sa aling bansa mo gusto ng tulong?
help-choose-none = Pumili ng bansa
help-show = Ipakita ang tulong
help-other-h = Ibang bansa
help-kept = Hindi namin itinatago kung aling bansa ang pinili mo. Tulad ng iba pang bahagi ng pagbisitang ito, nasa history ito ng browser.
help-emergency = Kung may taong nasa panganib ngayon
help-emergency-about = Tawagan agad ang numerong ito.
help-helpline = Makipag-usap sa isang tao
help-helpline-about = Nakikinig at tumutulong ang mga tao roon. Madalas, libre ito, at madalas hindi mo kailangang sabihin ang pangalan mo.
help-police = Pulis na para rito
help-police-about = Puwede mong sabihin sa kanila ang nangyari.
help-hotline = Iulat ang nasa internet
help-hotline-about = Kumikilos sila para maalis ang mga pahina at larawan.
help-languages = Mga wika: { $languages }
help-hours = Kung kailan may sumasagot: { $hours }
help-web = Website
help-chat = Chat
help-checked = Tinawagan ng isa sa amin ang bawat isa rito at kinumpirma sa nakaraang 180 araw.
help-unconfirmed = Wala pang nagkumpirma nito.
help-demo = Demo ito. Huwag umasa sa may markang hindi pa nakumpirma.
help-none = Wala kaming alam na numero sa bansang ito na tinawagan at kinumpirma ng isa sa amin.
help-no-emergency = Wala kaming alam na emergency number para sa bansang ito na tinawagan at kinumpirma ng isa sa amin.
help-find-h = Paano makahanap ng tulong
help-find-ask = Magtanong sa kahit sinong malapit sa iyo. Alam ng karamihan ang emergency number ng kanilang bansa.
help-find-phone = Maraming telepono ang may button para sa emergency sa nakakandadong screen.
help-find-go = Pumunta sa pulis, sa ospital o sa paaralan. Alam nila kung sino ang tatawagan.
help-find-search = I-search ang «child helpline» at ang pangalan ng bansa mo.
help-find-tell = Puwede mo ring sabihin sa amin
home-own = Sa { $country }, tumawag sa
home-elsewhere = Nasa ibang bansa ka ba o ang bata?

## Kung may bumabasa ngayon
reads-now = May tao ngayon sa { $organisation } na unang bumabasa ng mga ulat ng panganib.
reads-later = Walang bumabasa ng mga ulat sa oras na ito. Huwag kaming hintayin. Tumawag muna para sa tulong.
reads-next = Babasa kami muli mula { $time }.
