# Lo que resultó de una denuncia para una persona, cuando la policía u otro servicio lo permite. Una frase sencilla, sin nombres, fechas ni lugares.
outcome-h = Qué resultó
outcome-about = La policía u otro servicio permite que sepas esto. No pueden contar más, para no hacer daño a nadie.
outcome-child_safe = Un niño o una niña está a salvo.
outcome-child_identified = Averiguaron quién es un niño o una niña, para poder ayudarle.
outcome-suspect_identified = Averiguaron quién puede haber hecho esto.
outcome-charge = Alguien debe responder por esto ante un tribunal.
outcome-conviction = Un tribunal declaró culpable a alguien.
