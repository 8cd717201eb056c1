# Kas iš pranešimo išėjo žmogui, kai policija ar kita tarnyba leidžia tai sužinoti. Vienas paprastas sakinys be vardų, datų ir vietų.
outcome-h = Kas iš to išėjo
outcome-about = Policija ar kita tarnyba leidžia jums tai žinoti. Daugiau pasakyti negali, kad niekam nepakenktų.
outcome-child_safe = Vaikas yra saugus.
outcome-child_identified = Išaiškinta, kas yra vaikas, kad jam būtų galima padėti.
outcome-suspect_identified = Išaiškinta, kas galėjo tai padaryti.
outcome-charge = Kažkas turi už tai atsakyti teisme.
outcome-conviction = Teismas pripažino žmogų kaltu.
