# El sitio público. Quien lee puede tener miedo, estar cansado o tener nueve años.
# Palabras cortas, una idea por frase. Se entiende en España y en América; trata de «tú», sin formas de un solo país.
# Los títulos quedan en el historial del navegador, donde otra persona puede leerlos: no nombran el delito.

## En todas las páginas
leave = Salir de esta página
leave-shift = o pulsa tres veces la tecla Mayús (Shift)
leave-history = Después de salir, esta visita queda en el historial del navegador.
leave-clear = Cómo borrar tu visita
skip = Ir al texto
language = Idioma
home-link = Primera página
kept-link = Qué guardamos y qué no
foot = Este sitio lo lleva { $organisation }. No usa cookies y no carga nada de ningún otro lugar.
optional = (puedes dejarlo en blanco)
yes = Sí
no = No
unknown = No lo sé
emergency-again = Si un niño o una niña está en peligro ahora, llama a la policía o al número de emergencias de tu país. No nos esperes.

## Primera página
home-title = Denuncias y ayuda
home-h = Puedes contárnoslo. No tienes que decir quién eres.
home-lead = { $organisation } recibe denuncias de abuso sexual infantil en internet. Personas preparadas las leen y trabajan para que eso pare.
danger-h = ¿Hay un niño o una niña en peligro ahora mismo?
danger-call = Llama ahora a la policía o al número de emergencias de tu país.
danger-first = Haz esto primero. No vemos una denuncia al instante y no podemos enviar a nadie a un lugar.
danger-say = Qué decir cuando llamas
danger-say-where = Di dónde está el niño o la niña, lo mejor que sepas.
danger-say-what = Di qué está pasando.
danger-say-stay = Sigue al teléfono hasta que te digan que puedes colgar.
danger-number = Si no sabes el número, pregunta a cualquier persona cercana.
danger-quiet = Si no es seguro hablar, pide a alguien de confianza que llame por ti.
choices-h = ¿Qué quieres hacer?
choice-report = Hacer una denuncia
choice-report-about = Una página, una foto, un video, una cuenta o un chat. Lleva unos cinco minutos.
choice-young = Tengo menos de 18 años y necesito ayuda
choice-young-about = Alguien en internet te asusta, te presiona o comparte fotos tuyas. No es culpa tuya.
choice-return = Volver con mi recibo
choice-return-about = Tienes siete palabras que te dimos. Mira cómo va todo y si tenemos una pregunta.

## Antes del formulario
report-title = Enviar una denuncia
report-h = Hacer una denuncia
before-h = Qué pasa ahora
before-time = Lleva unos cinco minutos. Puedes dejar en blanco cualquier pregunta que no sepas responder.
before-receipt = Al enviarla recibes un recibo de siete palabras. Con él puedes volver y ver cómo va. Ten a mano papel y algo para escribir.
before-read = Personas preparadas de { $organisation } leen tu denuncia. Empiezan por las más urgentes.
before-kept = No se guarda nada antes de que pulses «Enviar la denuncia». No guardamos tu nombre si no lo escribes aquí, ni tampoco tu dirección en la red.
please-h = Por favor, ten en cuenta
please-look = No busques más. No hace falta, y la ley no lo permite.
please-pictures = No guardes ni envíes fotos o videos. Ni a nosotros ni a nadie más.
please-describe = No describas más de lo necesario. Bastan pocas palabras.

## El formulario
form-one = Danos al menos una de estas cosas: una dirección web, un nombre de usuario o algo con tus palabras. Todo lo demás puede quedar en blanco.
ask-danger = ¿Hay un niño o una niña en peligro ahora mismo?
ask-danger-hint = Si es así, llama primero a la policía o al número de emergencias de tu país. Después vuelve aquí.
ask-url = ¿Dónde lo viste?
ask-url-hint = La dirección web (enlace), una en cada línea. No abras la página otra vez para copiarla. Escribe lo que tengas.
ask-category = ¿De qué se trata?
ask-category-hint = Elige lo que más se parezca. No hace falta que sea exacto.
category-csam = Fotos o videos de un niño o una niña que sufre abuso sexual
category-csam-hint = Esto se llama material de abuso sexual infantil. También se pueden denunciar imágenes dibujadas o hechas por computadora.
category-grooming = Alguien intenta ganarse la confianza de un niño o una niña para abusar
category-grooming-hint = Por ejemplo, pide secretos, fotos o verse en persona.
category-sextortion = Alguien amenaza con compartir fotos de un niño o una niña
category-sextortion-hint = Muchas veces quiere dinero o más fotos.
category-trafficking = Venden o entregan a un niño o una niña para que abusen
category-trafficking-hint = En persona, o en directo por una cámara.
category-travel = Alguien viaja, o piensa viajar, para abusar de un niño o una niña
category-travel-hint = A otra ciudad o a otro país.
category-self_generated = Una foto que un niño o una niña se hizo está pasando de mano en mano
category-self_generated-hint = El niño o la niña no ha hecho nada malo.
category-other = Otra cosa, o no lo sé bien
category-other-hint = Nosotros lo averiguamos. No necesitas saber la palabra correcta.
ask-service = ¿En qué sitio web, app, juego o chat es?
ask-service-hint = Basta con el nombre.
ask-who = ¿Quién lo hace?
ask-who-hint = El nombre de usuario como está escrito allí. No necesitas saber el nombre real.
ask-when = ¿Cuándo lo viste, o cuándo pasó?
ask-when-hint = Con tus palabras, como «ayer por la noche».
ask-country = ¿En qué país está el niño o la niña?
ask-country-hint = Solo si lo sabes o lo imaginas.
ask-country-none = No lo sé
ask-text = ¿Hay algo más que debamos saber?
ask-text-hint = Bastan unas frases. No tienes que describir lo que le hicieron. Si no está en una página web, di cómo se puede encontrar.
ask-contact = ¿Cómo podemos hablar contigo?
ask-contact-hint = Solo si quieres. Un correo electrónico o un teléfono. Si lo dejas en blanco, nadie sabe quién eres, y aun así puedes volver con tu recibo.
send-next = Ahora verás siete palabras. Ten a mano papel y algo para escribir.
send-report = Enviar la denuncia

## Niños, niñas y adolescentes
young-title = Pedir ayuda
young-h = Qué bueno que estás aquí
young-fault = No es culpa tuya. Ni aunque hayas enviado algo, hayas dicho que sí o lo hayas guardado en secreto.
young-alone = No es algo que te pase solo a ti. Les ocurre a muchos niños, niñas y adolescentes, y puede mejorar.
young-danger-h = ¿Estás en peligro ahora mismo?
young-danger-who = ¿Alguien te hace daño o viene hacia ti? ¿Piensas en hacerte daño?
young-danger-call = Llama ahora a la policía o al número de emergencias de tu país, o ve con un adulto de confianza.
young-do-h = Qué puedes hacer ahora
young-do-stop = Puedes dejar de responder. No le debes nada a esa persona.
young-do-pay = No pagues ni envíes nada más. Eso no hace que pare.
young-do-keep = Guarda los mensajes y el nombre de usuario. Después bloquea a la persona. No reenvíes ninguna foto.
young-do-adult = Cuéntaselo a un adulto de confianza. Puedes decir: «Me pasó algo en internet. Necesito ayuda».
young-do-helpline = Puedes hablar con una línea de ayuda para la infancia. Muchos países tienen una. Muchas veces es gratis y no tienes que decir tu nombre. Para encontrarla, busca «línea de ayuda a la infancia» y el nombre de tu país.
young-we-h = Qué podemos hacer nosotros
young-we-remove = Podemos pedir a un sitio web o una app que quite fotos tuyas.
young-we-stop = Podemos avisar a las personas que trabajan para parar a quien hizo esto.
young-we-choose = Tú eliges qué nos cuentas. Puedes dejar cualquier pregunta en blanco.
young-we-honest = Para ser sinceros: si nos dices quién eres o dónde estás, y estás en peligro, podemos avisar a personas que pueden protegerte.
young-form-h = Cuéntanos qué pasó
young-form-time = Lleva unos tres minutos. Lo leen adultos preparados. Ya han oído cosas así antes. Al final recibes siete palabras como recibo, para que puedas volver. Ten a mano papel y algo para escribir.
young-form-pictures = Por favor, no nos envíes fotos y no las describas. Bastan pocas palabras.
young-form-one = Cuéntanos al menos una de estas cosas: el nombre de la persona allí, un enlace o algo con tus palabras. Todo lo demás puede quedar en blanco.
young-ask-danger = ¿Estás en peligro ahora mismo?
young-ask-danger-hint = Si es así, llama primero, o ve con un adulto de confianza. Después vuelve aquí.
young-ask-category = ¿Qué está pasando?
young-ask-category-hint = Elige lo que más se parezca. No hace falta que sea exacto.
young-category-sextortion = Alguien amenaza con compartir fotos mías
young-category-sextortion-hint = Puede querer dinero o más fotos.
young-category-grooming = Alguien me pide fotos, secretos o vernos, y no me parece bien
young-category-grooming-hint = También puede ser una persona que te cae bien.
young-category-self_generated = Una foto que me hice está pasando de mano en mano
young-category-self_generated-hint = No has hecho nada malo.
young-category-csam = Alguien hizo fotos o videos de mí
young-category-csam-hint = Las fotos hechas con computadora también cuentan.
young-category-other = Otra cosa, o no sé cómo se llama
young-category-other-hint = No pasa nada.
young-ask-access = ¿Esa persona puede llegar a donde estás?
young-ask-access-hint = Por ejemplo, alguien de tu familia, de tu escuela o de tu calle.
young-ask-service = ¿En qué sitio web, app, juego o chat es?
young-ask-service-hint = Basta con el nombre.
young-ask-who = ¿Cómo se llama la persona allí?
young-ask-who-hint = El nombre de usuario de quien hizo esto, no el tuyo.
young-ask-url = ¿Hay un enlace?
young-ask-url-hint = Uno en cada línea. No tienes que volver a mirarlo.
young-ask-text = ¿Qué quieres contarnos?
young-ask-text-hint = Bastan pocas palabras. No tienes que contarlo todo.
young-ask-country = ¿En qué país estás?
young-ask-country-hint = Así sabemos quién puede ayudarte.
young-ask-contact = ¿Cómo podemos hablar contigo?
young-ask-contact-hint = Solo si quieres. Da un contacto que nadie más lea. Si lo dejas en blanco, nadie sabe quién eres, y aun así puedes volver con tu recibo.

## Qué está mal y qué hacer
errors-h = Todavía no se envió. Por favor, mira esto:
errors-kept = Todo lo que escribiste sigue aquí.
error-none = Cuéntanos al menos una cosa: una dirección web, un nombre de usuario o algo con tus palabras.
error-long =
    { $limit ->
        [one] Es demasiado largo. Por favor, hazlo más corto: como máximo { $limit } letra.
        [many] Es demasiado largo. Por favor, hazlo más corto: como máximo { $limit } de letras.
       *[other] Es demasiado largo. Por favor, hazlo más corto: como máximo { $limit } letras.
    }
error-control = Hay un signo oculto que no podemos recibir. Por favor, escríbelo de nuevo.
error-url = La línea { $line } no parece una dirección web. Escríbela como host.example/page, o ponla en «algo más».
error-url-young = La línea { $line } no parece un enlace. Escríbelo como host.example/page, o cuéntalo con tus palabras más abajo.
error-url-long = La línea { $line } es demasiado larga para una dirección web.
error-url-many = Son demasiadas direcciones. Por favor, envía como máximo { $limit } en cada denuncia.
error-choice = Por favor, elige una de las respuestas.
error-answer = Por favor, escribe primero una respuesta.
failed-h = No se envió. No se ha perdido nada.
failed-busy = No podemos recibirla en este momento. Todo lo que escribiste sigue aquí. Espera un minuto y pulsa el botón de nuevo.
failed-broken = Algo falla de nuestro lado. No es culpa tuya. Todo lo que escribiste sigue aquí. Inténtalo de nuevo en unos minutos.
failed-flood = Llegaron demasiadas cosas de tu red en la última hora. Todo lo que escribiste sigue aquí. Deja esta página abierta e inténtalo de nuevo en una hora.

## Después de enviar
sent-title = Ha llegado
sent-h = Gracias. Tu denuncia ha llegado.
sent-h-young = Gracias. Lo que nos contaste ha llegado.
sent-brave = Hiciste algo valiente y correcto.
receipt-h = Tu recibo
receipt-write = Escribe ahora estas siete palabras en un papel, en este orden. No podemos mostrarlas otra vez.
receipt-hide = Guarda el papel donde no lo encuentre quien no debe saberlo. No digas las palabras a nadie.
receipt-shows = Quien tenga las palabras puede ver cómo va y qué preguntamos. Nunca ve lo que escribiste.
receipt-reload = No vuelvas a cargar esta página: eso enviaría tu denuncia otra vez.
next-h = Qué pasa ahora
next-read = Personas preparadas leen tu denuncia. Empiezan por las más urgentes.
next-act = Si se puede actuar, pedimos a la empresa que guarda la página o la cuenta que la quite. Podemos avisar a la policía.
next-check = Donde la ley lo permite, miramos más tarde si ya no está.
hear-h = Qué puedes saber de nosotros
hear-return = Vuelve con tu recibo en unos días. Verás cómo va. Quizá tengamos una pregunta para ti.
hear-contact = Si nos dijiste cómo hablar contigo, quizá te escribamos o te llamemos. Si no, no podemos.
self-h = Ayuda para ti
self-normal = Lo que viste puede quedarse en tu cabeza. Es normal y no significa que algo esté mal en ti.
self-talk = Habla con alguien de confianza. No tienes que decir lo que viste.
self-help = Si duermes mal o si vuelve una y otra vez, un médico o una línea de ayuda de tu país puede ayudarte.
self-young-normal = Puedes sentir miedo, rabia, vergüenza o no sentir nada. Todo eso es normal. No es culpa tuya.
self-young-talk = No tienes que llevar esto sin ayuda. Cuéntaselo a un adulto de confianza o habla con una línea de ayuda a la infancia de tu país.
self-young-block = Si la persona vuelve a escribir, no tienes que responder.

## Volver
return-title = Volver con un recibo
return-h = Vuelve con tu recibo
return-before = Verás cómo va y si tenemos una pregunta. Nunca se muestra lo que escribiste.
ask-receipt = Tus siete palabras
ask-receipt-hint = En el mismo orden, con espacios entre ellas. Da igual usar letras grandes o pequeñas.
return-english = Las palabras están en inglés en todos los idiomas de este sitio.
show-visit = Ver cómo va
return-lost-h = Si perdiste las palabras
return-lost = No podemos encontrarlas por ti, porque no sabemos quién eres. Puedes enviar una nueva denuncia y decir que ya nos lo contaste.
return-error-h = No pudimos abrir este recibo
return-error = No conocemos estas palabras. ¿Son siete? ¿El orden es correcto? ¿Cada palabra está escrita como la anotaste?
return-flood = Hubo demasiados intentos desde tu red. Por favor, espera una hora e inténtalo de nuevo.
return-busy = No podemos mirarlo en este momento. Por favor, espera un minuto e inténtalo de nuevo.
return-broken = Algo falla de nuestro lado. Por favor, inténtalo de nuevo en unos minutos.

## Cómo va
visit-title = Cómo va
visit-received = Tenemos tu denuncia.
visit-received-about = Está esperando a que la leamos. Las más urgentes van primero.
visit-looked_at = Alguien ha mirado tu denuncia.
visit-looked_at-about = Ahora se trabaja en ella. Vuelve en unos días.
visit-actionable = Estamos actuando con tu denuncia.
visit-actionable-about = Estamos hablando con quienes pueden pararlo. Vuelve en unos días.
visit-passed_on = Avisamos a quienes pueden quitarlo.
visit-passed_on-about = Pedimos a la empresa que lo guarda que lo quite. Miramos de nuevo hasta saber más.
visit-removed = Lo que denunciaste ya no está donde estaba.
visit-removed-about = Ayudaste a que esto pasara. Gracias.
visit-closed = Nuestro trabajo con tu denuncia ha terminado.
visit-closed-about = Gracias por contárnoslo. Has ayudado.
visit-informational = Hemos leído tu denuncia y guardamos lo que dice.
visit-informational-about = No había bastante para actuar ahora. Todavía puede ayudarnos más tarde. Si sabes más sin buscarlo, envía una nueva denuncia.
visit-out_of_remit = No somos las personas indicadas para tu denuncia.
visit-out_of_remit-about = Fue bueno contárnoslo. Si sabemos quién puede ayudar, lo encontrarás más abajo.
visit-not_illegal = Vimos que lo que denunciaste no va contra la ley aquí.
visit-not_illegal-about = Hiciste bien en contárnoslo. Si se trata de ti y no te sientes a salvo, habla con alguien de confianza o con una línea de ayuda.
visit-steps = El camino de una denuncia
visit-step-received = Llegó
visit-step-looked_at = Alguien la miró
visit-step-passed_on = Enviada a quien puede quitarlo
visit-step-removed = Ya no está
visit-step-here = está aquí ahora
visit-step-done = hecho
desk-h = De nosotros para ti
desk-question = Una pregunta
desk-word = Un mensaje
desk-answered = Ya respondiste a esto. Gracias.
desk-none = Ahora no tenemos ninguna pregunta para ti.
ask-answer = Tu respuesta
ask-answer-hint = Bastan pocas palabras. Si no lo sabes, escríbelo así. Por favor, no busques más.
send-answer = Enviar la respuesta
answer-arrived = Tu respuesta ha llegado. Gracias.
answer-gone = Esta pregunta ya fue respondida.
visit-close = Cuando termines, sal de esta página. Nadie puede abrirla otra vez sin las palabras.

## Cómo borrar la visita
left-title = Borrar tu visita
left-h = Cómo borrar tu visita
left-why = Salir es rápido, pero no borra esta visita del navegador. Quien use el mismo aparato podría ver que estuviste aquí. No puede ver lo que escribiste.
left-do-h = Qué puedes hacer
left-do-menu = Abre el menú del navegador y elige «Historial». En un teléfono suele estar detrás de tres puntos, tres líneas o un libro pequeño.
left-do-some = Borra las líneas con el nombre de este sitio. Si borras todo, alguien puede notar la lista vacía.
left-do-close = Cierra esta ventana.
left-next-h = La próxima vez
left-next-private = Abre antes una ventana privada. También se llama de incógnito. Olvida lo que visitaste cuando la cierras.
left-next-tor = El navegador Tor oculta aún más: también ante la red que usas.
left-next-other = Si alguien vigila este aparato, usa otro: en una biblioteca, en la escuela o de una amistad.
left-not = Tu escuela, tu trabajo o la empresa de internet todavía pueden ver que se visitó este sitio. No pueden ver lo que escribiste.

## Qué guardamos
kept-title = Qué guardamos
kept-h = Qué guardamos y qué no
kept-not-h = No guardamos
kept-not-name = tu nombre, si no lo escribes en el formulario
kept-not-address = tu dirección en la red, ni qué navegador y aparato usas
kept-not-cookie = cookies ni ninguna otra cosa que pongamos en tu navegador
kept-not-minute = el minuto en que enviaste la denuncia: solo la hora
kept-not-before = lo que escribes y no envías
kept-yes-h = Guardamos
kept-yes-report = lo que escribiste y enviaste. Está bajo llave: quien robe nuestros datos no puede leerlo sin ella
kept-yes-plain = para ordenar el trabajo, sin llave: de qué se trata, el país, la urgencia y cómo va
kept-yes-receipt = un rastro cifrado de tu recibo, del que no se pueden sacar las palabras
kept-flood = Para que nadie nos inunde, el sitio cuenta cuánto llega de cada red. Para eso tiene en memoria un rastro cifrado de tu dirección en la red hasta que la cuenta empieza de nuevo, más o menos cada hora. Nunca se anota.
kept-who-h = Quién puede leerlo
kept-who-staff = Personas preparadas de { $organisation }. Cada vez que alguien abre una denuncia, queda anotado.
kept-who-others = Para que eso pare, podemos pasar direcciones web y nombres de usuario a la empresa que los guarda. Donde la ley lo dice, o para proteger a un niño o una niña, podemos avisar a la policía.
kept-cannot-h = Qué no podemos ocultar
kept-cannot-history = El historial del navegador muestra que estuviste aquí.
kept-cannot-network = La red que usas puede ver el nombre de este sitio, pero no lo que escribes. El navegador Tor también oculta eso.
kept-cannot-words = Si escribes quién eres, lo sabremos. Escribe solo lo que quieras que sepamos.

## Cuando algo no funciona
missing-title = No encontrada
missing-h = Esta página no existe
missing-do = Quizá haya un error en la dirección. Empieza de nuevo desde la primera página.
large-title = Demasiado largo
large-h = Era demasiado largo para enviarlo
large-do = Tu denuncia no se envió. Vuelve atrás, hazla más corta y envíala de nuevo. Si tienes mucho que contar, envíalo en dos denuncias.
broken-title = Algo falla
broken-h = Algo falla de nuestro lado
broken-do = No es culpa tuya. Por favor, inténtalo de nuevo en unos minutos.
method-title = Empezar de nuevo
method-h = Esta página no se puede abrir así
method-do = Empieza de nuevo desde la primera página.
