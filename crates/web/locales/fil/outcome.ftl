# Ang kinalabasan ng ulat para sa isang tao, kapag pinayagan na ng pulis o ng ibang ahensiya. Isang simpleng pangungusap, walang pangalan, petsa o lugar.
outcome-h = Ang kinalabasan
outcome-about = Pinapayagan ng pulis o ng ibang ahensiya na malaman mo ito. Hindi na sila makakapagsabi ng higit pa, para walang mapahamak.
outcome-child_safe = Ligtas na ang isang bata.
outcome-child_identified = Nalaman nila kung sino ang isang bata, para matulungan siya.
outcome-suspect_identified = Nalaman nila kung sino ang maaaring gumawa nito.
outcome-charge = May taong kailangang humarap sa korte dahil dito.
outcome-conviction = Napatunayan ng korte na may sala ang isang tao.
