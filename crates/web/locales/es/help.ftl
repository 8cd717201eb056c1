# Dónde encontrar ayuda, y si alguien lee ahora.

## La página de ayuda
help-title = Encontrar ayuda
help-h = Encuentra ayuda en tu país
help-in-h = Ayuda: { $country }
help-choose = ¿En qué país quieres ayuda?
help-choose-none = Elige un país
help-show = Mostrar ayuda
help-other-h = Otro país
help-kept = No guardamos qué país eliges. Como el resto de esta visita, queda en el historial del navegador.
help-emergency = Si alguien está en peligro ahora
help-emergency-about = Llama ya a este número.
help-helpline = Hablar con alguien
help-helpline-about = Allí te escuchan y ayudan. Muchas veces es gratis, y muchas veces no tienes que decir tu nombre.
help-police = Policía que se ocupa de esto
help-police-about = Puedes contarles qué pasó.
help-hotline = Denunciar lo que está en internet
help-hotline-about = Trabajan para que se quiten páginas y fotos.
help-languages = Idiomas: { $languages }
help-hours = Cuándo contestan: { $hours }
help-web = Sitio web
help-chat = Chat
help-checked = Una persona de nuestro equipo llamó a cada uno de estos y lo confirmó en los últimos 180 días.
help-unconfirmed = Nadie lo ha confirmado todavía.
help-demo = Esto es una demostración. No te fíes de lo que está marcado como no confirmado.
help-none = No conocemos en este país ningún número al que alguien de nuestro equipo haya llamado y que haya confirmado.
help-no-emergency = No conocemos en este país ningún número de emergencias que alguien de nuestro equipo haya confirmado con una llamada.
help-find-h = Cómo encontrar ayuda
help-find-ask = Pregunta a cualquier persona cercana. Casi todo el mundo sabe el número de emergencias de su país.
help-find-phone = Muchos teléfonos tienen un botón de emergencias en la pantalla bloqueada.
help-find-go = Ve a la policía, a un hospital o a una escuela. Allí saben a quién llamar.
help-find-search = Busca «línea de ayuda a la infancia» y el nombre de tu país.
help-find-tell = También puedes contárnoslo
home-own = En este país ({ $country }), llama al
home-elsewhere = ¿Tú o el niño o la niña están en otro país?

## Si alguien lee ahora
reads-now = Alguien de { $organisation } está aquí ahora y lee primero las denuncias de peligro.
reads-later = Nadie lee denuncias a esta hora. No nos esperes. Primero llama y pide ayuda.
reads-next = Volvemos a leer a partir de: { $time }.
