# Le site public. La personne qui lit peut avoir peur, être fatiguée ou avoir neuf ans.
# Des mots courts, une idée par phrase. On dit « vous », et « tu » dans les pages pour enfants et adolescents.
# Les titres restent dans l’historique du navigateur, où quelqu’un d’autre peut les lire : ils ne nomment pas le crime.

## Sur chaque page
leave = Quitter cette page
leave-shift = ou appuyez trois fois sur la touche Maj (Shift)
leave-history = Après votre départ, cette visite reste dans l’historique du navigateur.
leave-clear = Comment effacer votre visite
skip = Aller au texte
language = Langue
home-link = Première page
kept-link = Ce que nous gardons, et ce que nous ne gardons pas
foot = Ce site est tenu par { $organisation }. Il ne pose aucun cookie et ne charge rien d’ailleurs.
optional = (on peut passer cette question)
yes = Oui
no = Non
unknown = Je ne sais pas
emergency-again = Si un enfant est en danger maintenant, appelez la police ou le numéro d’urgence de votre pays. Ne nous attendez pas.

## Première page
home-title = Signalements et aide
home-h = Vous pouvez nous le dire. Vous n’avez pas à dire qui vous êtes.
home-lead = { $organisation } reçoit des signalements d’abus sexuels sur enfants sur internet. Des personnes formées les lisent et travaillent pour que cela cesse.
danger-h = Un enfant est-il en danger en ce moment ?
danger-call = Appelez maintenant la police ou le numéro d’urgence de votre pays.
danger-first = Faites cela d’abord. Nous ne voyons pas un signalement tout de suite, et nous ne pouvons envoyer personne sur place.
danger-say = Que dire quand vous appelez
danger-say-where = Dites où est l’enfant, aussi bien que vous le savez.
danger-say-what = Dites ce qui se passe.
danger-say-stay = Restez au téléphone jusqu’à ce qu’on vous dise de raccrocher.
danger-number = Si vous ne connaissez pas le numéro, demandez à quelqu’un près de vous.
danger-quiet = S’il est dangereux de parler, demandez à une personne de confiance d’appeler pour vous.
choices-h = Que voulez-vous faire ?
choice-report = Signaler quelque chose
choice-report-about = Une page, une photo, une vidéo, un compte ou une discussion. Cela prend environ cinq minutes.
choice-young = J’ai moins de 18 ans et j’ai besoin d’aide
choice-young-about = Quelqu’un sur internet te fait peur, te met la pression ou partage des photos de toi. Ce n’est pas ta faute.
choice-return = Revenir avec mon reçu
choice-return-about = Vous avez sept mots de notre part. Voyez où cela en est et si nous avons une question.

## Avant le formulaire
report-title = Envoyer un signalement
report-h = Signaler quelque chose
before-h = Ce qui va se passer
before-time = Cela prend environ cinq minutes. Vous pouvez passer chaque question à laquelle vous ne savez pas répondre.
before-receipt = À l’envoi, vous recevez un reçu de sept mots. Avec lui, vous pouvez revenir et voir où cela en est. Préparez un papier et un stylo.
before-read = Des personnes formées de { $organisation } lisent votre signalement. Elles commencent par les plus urgents.
before-kept = Rien n’est gardé avant que vous appuyiez sur « Envoyer le signalement ». Nous ne gardons pas votre nom, sauf si vous l’écrivez ici, ni votre adresse sur le réseau.
please-h = Merci d’y penser
please-look = Ne cherchez pas davantage. Ce n’est pas nécessaire, et la loi ne le permet pas.
please-pictures = N’enregistrez pas et n’envoyez pas de photos ou de vidéos. Ni à nous, ni à personne d’autre.
please-describe = Ne décrivez pas plus qu’il ne faut. Quelques mots suffisent.

## Le formulaire
form-one = Donnez-nous au moins une de ces choses : une adresse web, un nom d’utilisateur, ou quelque chose avec vos mots. Vous pouvez passer tout le reste.
ask-danger = Un enfant est-il en danger en ce moment ?
ask-danger-hint = Si oui, appelez d’abord la police ou le numéro d’urgence de votre pays. Revenez ici ensuite.
ask-url = Où l’avez-vous vu ?
ask-url-hint = L’adresse web (lien), une par ligne. N’ouvrez pas la page de nouveau pour la copier. Écrivez ce que vous avez.
ask-category = De quoi s’agit-il ?
ask-category-hint = Choisissez ce qui convient le mieux. Ce n’est pas grave si ce n’est pas exact.
category-csam = Des photos ou des vidéos d’un enfant abusé sexuellement
category-csam-hint = Cela s’appelle des contenus d’abus sexuels sur enfants. On peut aussi signaler des images dessinées ou faites par ordinateur.
category-grooming = Quelqu’un essaie de gagner la confiance d’un enfant pour en abuser
category-grooming-hint = Par exemple, cette personne demande des secrets, des photos ou un rendez-vous.
category-sextortion = Quelqu’un menace de partager des photos d’un enfant
category-sextortion-hint = Souvent, cette personne veut de l’argent ou d’autres photos.
category-trafficking = Un enfant est vendu ou livré pour être abusé
category-trafficking-hint = Sur place, ou en direct par une caméra.
category-travel = Quelqu’un voyage, ou veut voyager, pour abuser d’un enfant
category-travel-hint = Dans une autre ville ou un autre pays.
category-self_generated = Une photo qu’un enfant a prise de lui-même circule
category-self_generated-hint = L’enfant n’a rien fait de mal.
category-other = Autre chose, ou je ne sais pas bien
category-other-hint = Nous le trouverons. Vous n’avez pas besoin de connaître le mot juste.
ask-service = Sur quel site, quelle application, quel jeu ou quelle messagerie ?
ask-service-hint = Le nom suffit.
ask-who = Qui fait cela ?
ask-who-hint = Le nom d’utilisateur comme il est écrit là-bas. Vous n’avez pas besoin de connaître le vrai nom.
ask-when = Quand l’avez-vous vu, ou quand est-ce arrivé ?
ask-when-hint = Avec vos mots, comme « hier soir ».
ask-country = Dans quel pays est l’enfant ?
ask-country-hint = Seulement si vous le savez ou le devinez.
ask-country-none = Je ne sais pas
ask-text = Y a-t-il autre chose que nous devons savoir ?
ask-text-hint = Quelques phrases suffisent. Vous n’avez pas à décrire ce qu’on a fait à l’enfant. Si ce n’est pas sur une page web, dites comment on peut le trouver.
ask-contact = Comment pouvons-nous vous joindre ?
ask-contact-hint = Seulement si vous le voulez. Une adresse e-mail ou un numéro de téléphone. Si vous laissez ce champ vide, personne ne sait qui vous êtes, et vous pouvez quand même revenir avec votre reçu.
send-next = Vous verrez ensuite sept mots. Préparez un papier et un stylo.
send-report = Envoyer le signalement

## Enfants et adolescents
young-title = Trouver de l’aide
young-h = C’est bien que tu sois ici
young-fault = Ce n’est pas ta faute. Même si tu as envoyé quelque chose, dit oui ou gardé le secret.
young-alone = Cela n’arrive pas qu’à toi. Beaucoup d’enfants et d’adolescents vivent la même chose, et cela peut aller mieux.
young-danger-h = Es-tu en danger en ce moment ?
young-danger-who = Quelqu’un te fait-il du mal, ou vient-il vers toi ? Penses-tu à te faire du mal ?
young-danger-call = Appelle maintenant la police ou le numéro d’urgence de ton pays, ou va voir un adulte de confiance.
young-do-h = Ce que tu peux faire maintenant
young-do-stop = Tu peux arrêter de répondre. Tu ne dois rien à cette personne.
young-do-pay = Ne paie pas et n’envoie plus rien. Cela ne la fait pas arrêter.
young-do-keep = Garde les messages et le nom d’utilisateur. Ensuite, bloque la personne. Ne fais pas passer de photos.
young-do-adult = Parle à un adulte de confiance. Tu peux dire : « Il m’est arrivé quelque chose sur internet. J’ai besoin d’aide. »
young-do-helpline = Tu peux parler à une ligne d’écoute pour enfants. Beaucoup de pays en ont une. Souvent, c’est gratuit et tu n’as pas à dire ton nom. Pour la trouver, cherche « ligne d’écoute enfants » et le nom de ton pays.
young-we-h = Ce que nous pouvons faire
young-we-remove = Nous pouvons demander à un site ou à une application de retirer des photos de toi.
young-we-stop = Nous pouvons prévenir les gens dont le travail est d’arrêter celui ou celle qui a fait cela.
young-we-choose = Tu choisis ce que tu nous dis. Tu peux passer chaque question.
young-we-honest = Pour être honnêtes avec toi : si tu nous dis qui ou où tu es, et que tu es en danger, nous pouvons prévenir des gens qui peuvent te protéger.
young-form-h = Dis-nous ce qui s’est passé
young-form-time = Cela prend environ trois minutes. Des adultes formés le lisent. Ils ont déjà entendu des choses comme celle-là. À la fin, tu reçois sept mots comme reçu, pour pouvoir revenir. Prépare un papier et un stylo.
young-form-pictures = S’il te plaît, ne nous envoie pas de photos et ne les décris pas. Quelques mots suffisent.
young-form-one = Dis-nous au moins une de ces choses : le nom de la personne là-bas, un lien, ou quelque chose avec tes mots. Tu peux passer tout le reste.
young-ask-danger = Es-tu en danger en ce moment ?
young-ask-danger-hint = Si oui, appelle d’abord, ou va voir un adulte de confiance. Reviens ici ensuite.
young-ask-category = Que se passe-t-il ?
young-ask-category-hint = Choisis ce qui convient le mieux. Ce n’est pas grave si ce n’est pas exact.
young-category-sextortion = Quelqu’un menace de partager des photos de moi
young-category-sextortion-hint = Cette personne veut peut-être de l’argent ou d’autres photos.
young-category-grooming = Quelqu’un me demande des photos, des secrets ou un rendez-vous, et cela me met mal à l’aise
young-category-grooming-hint = Cela peut aussi être une personne que tu aimes bien.
young-category-self_generated = Une photo que j’ai prise de moi circule
young-category-self_generated-hint = Tu n’as rien fait de mal.
young-category-csam = Quelqu’un a fait des photos ou des vidéos de moi
young-category-csam-hint = Les photos faites avec un ordinateur comptent aussi.
young-category-other = Autre chose, ou je ne connais pas le mot
young-category-other-hint = Ce n’est pas grave.
young-ask-access = Cette personne peut-elle venir là où tu es ?
young-ask-access-hint = Par exemple quelqu’un de ta famille, de ton école ou de ta rue.
young-ask-service = Sur quel site, quelle application, quel jeu ou quelle messagerie ?
young-ask-service-hint = Le nom suffit.
young-ask-who = Quel est le nom de la personne là-bas ?
young-ask-who-hint = Le nom d’utilisateur de qui a fait cela, pas le tien.
young-ask-url = Y a-t-il un lien ?
young-ask-url-hint = Un par ligne. Tu n’as pas à le regarder de nouveau.
young-ask-text = Que veux-tu nous dire ?
young-ask-text-hint = Quelques mots suffisent. Tu n’as pas à tout raconter.
young-ask-country = Dans quel pays es-tu ?
young-ask-country-hint = Ainsi, nous savons qui peut t’aider.
young-ask-contact = Comment pouvons-nous te joindre ?
young-ask-contact-hint = Seulement si tu le veux. Donne un contact que personne d’autre ne lit. Si tu laisses ce champ vide, personne ne sait qui tu es, et tu peux quand même revenir avec ton reçu.

## Ce qui ne va pas, et que faire
errors-h = Ce n’est pas encore envoyé. Regardez ceci, s’il vous plaît :
errors-kept = Tout ce que vous avez écrit est encore là.
error-none = Dites-nous au moins une chose : une adresse web, un nom d’utilisateur, ou quelque chose avec vos mots.
error-long =
    { $limit ->
        [one] C’est trop long. Raccourcissez, s’il vous plaît : au plus { $limit } lettre.
        [many] C’est trop long. Raccourcissez, s’il vous plaît : au plus { $limit } de lettres.
       *[other] C’est trop long. Raccourcissez, s’il vous plaît : au plus { $limit } lettres.
    }
error-control = Il y a un signe caché que nous ne pouvons pas prendre. Écrivez-le de nouveau, s’il vous plaît.
error-url = La ligne { $line } ne ressemble pas à une adresse web. Écrivez-la comme host.example/page, ou mettez-la sous « autre chose ».
error-url-young = La ligne { $line } ne ressemble pas à un lien. Écris-le comme host.example/page, ou raconte avec tes mots plus bas.
error-url-long = La ligne { $line } est trop longue pour une adresse web.
error-url-many = Cela fait trop d’adresses. Envoyez-en au plus { $limit } par signalement, s’il vous plaît.
error-choice = Choisissez une des réponses, s’il vous plaît.
error-answer = Écrivez d’abord une réponse, s’il vous plaît.
failed-h = Ce n’est pas envoyé. Rien n’est perdu.
failed-busy = Nous ne pouvons pas le prendre en ce moment. Tout ce que vous avez écrit est encore là. Attendez une minute, puis appuyez de nouveau sur le bouton.
failed-broken = Quelque chose ne marche pas chez nous. Ce n’est pas votre faute. Tout ce que vous avez écrit est encore là. Réessayez dans quelques minutes.
failed-flood = Il est venu trop de choses de votre réseau pendant la dernière heure. Tout ce que vous avez écrit est encore là. Gardez cette page ouverte et réessayez dans une heure.

## Après l’envoi
sent-title = C’est arrivé
sent-h = Merci. Votre signalement est arrivé.
sent-h-young = Merci. Ce que tu nous as dit est arrivé.
sent-brave = Tu as fait quelque chose de courageux et de juste.
receipt-h = Le reçu
receipt-write = Écrivez maintenant ces sept mots sur un papier, dans cet ordre. Nous ne pouvons pas les montrer de nouveau.
receipt-hide = Gardez le papier là où personne ne le trouve qui ne doit pas savoir. Ne dites ces mots à personne.
receipt-shows = La personne qui a ces mots peut voir où cela en est et ce que nous demandons. Elle ne voit jamais ce que vous avez écrit.
receipt-reload = Ne rechargez pas cette page : votre signalement serait envoyé une deuxième fois.
next-h = Ce qui se passe maintenant
next-read = Des personnes formées lisent votre signalement. Elles commencent par les plus urgents.
next-act = Si l’on peut agir, nous demandons à l’entreprise qui garde la page ou le compte de les retirer. Nous pouvons prévenir la police.
next-check = Là où la loi le permet, nous regardons plus tard si cela a disparu.
hear-h = Ce que vous pouvez apprendre de nous
hear-return = Revenez avec votre reçu dans quelques jours. Vous verrez où cela en est. Nous aurons peut-être une question pour vous.
hear-contact = Si vous nous avez dit comment vous joindre, nous pouvons écrire ou appeler. Sinon, nous ne le pouvons pas.
self-h = De l’aide pour vous
self-normal = Ce que vous avez vu peut vous rester en tête. C’est normal, et cela ne veut pas dire que quelque chose ne va pas chez vous.
self-talk = Parlez à une personne de confiance. Vous n’avez pas à dire ce que vous avez vu.
self-help = Si vous dormez mal, ou si cela revient sans cesse, un médecin ou une ligne d’écoute de votre pays peut vous aider.
self-young-normal = Tu peux avoir peur, être en colère, avoir honte ou ne rien sentir du tout. Tout cela est normal. Ce n’est pas ta faute.
self-young-talk = Tu n’as pas à porter cela sans aide. Parle à un adulte de confiance, ou à une ligne d’écoute pour enfants de ton pays.
self-young-block = Si la personne écrit de nouveau, tu n’as pas à répondre.

## Revenir
return-title = Revenir avec un reçu
return-h = Revenez avec votre reçu
return-before = Vous verrez où cela en est et si nous avons une question. Ce que vous avez écrit n’est jamais montré.
ask-receipt = Vos sept mots
ask-receipt-hint = Dans le même ordre, avec des espaces entre eux. Grandes ou petites lettres, c’est pareil.
return-english = Ces mots sont en anglais dans toutes les langues de ce site.
show-visit = Voir où cela en est
return-lost-h = Si vous avez perdu les mots
return-lost = Nous ne pouvons pas les retrouver pour vous, car nous ne savons pas qui vous êtes. Vous pouvez envoyer un nouveau signalement et dire que vous nous en avez déjà parlé.
return-error-h = Nous n’avons pas pu ouvrir ce reçu
return-error = Nous ne connaissons pas ces mots. Y en a-t-il sept ? L’ordre est-il juste ? Chaque mot est-il écrit comme vous l’avez noté ?
return-flood = Il y a eu trop d’essais depuis votre réseau. Attendez une heure et réessayez, s’il vous plaît.
return-busy = Nous ne pouvons pas regarder en ce moment. Attendez une minute et réessayez, s’il vous plaît.
return-broken = Quelque chose ne marche pas chez nous. Réessayez dans quelques minutes, s’il vous plaît.

## Où cela en est
visit-title = Où cela en est
visit-received = Nous avons votre signalement.
visit-received-about = Il attend d’être lu. Les plus urgents passent d’abord.
visit-looked_at = Quelqu’un a regardé votre signalement.
visit-looked_at-about = On y travaille en ce moment. Revenez dans quelques jours.
visit-actionable = Nous agissons grâce à votre signalement.
visit-actionable-about = Nous parlons avec ceux qui peuvent faire cesser cela. Revenez dans quelques jours.
visit-passed_on = Nous avons prévenu ceux qui peuvent le retirer.
visit-passed_on-about = Nous avons demandé à l’entreprise qui le garde de le retirer. Nous regardons de nouveau jusqu’à en savoir plus.
visit-removed = Ce que vous avez signalé n’est plus là où c’était.
visit-removed-about = Vous y avez aidé. Merci.
visit-closed = Notre travail sur votre signalement est fini.
visit-closed-about = Merci de nous l’avoir dit. Vous avez aidé.
visit-informational = Nous avons lu votre signalement et nous gardons ce qu’il dit.
visit-informational-about = Il n’y avait pas assez pour agir maintenant. Il peut encore nous aider plus tard. Si vous en apprenez plus sans chercher, envoyez un nouveau signalement.
visit-out_of_remit = Nous ne sommes pas les bonnes personnes pour votre signalement.
visit-out_of_remit-about = C’était bien de nous le dire. Si nous savons qui peut aider, vous le trouverez plus bas.
visit-not_illegal = Nous avons trouvé que ce que vous avez signalé n’est pas contre la loi ici.
visit-not_illegal-about = C’était juste de nous le dire. Si cela parle de vous et que vous n’êtes pas en sécurité, parlez à une personne de confiance ou à une ligne d’écoute.
visit-steps = Le chemin d’un signalement
visit-step-received = Arrivé
visit-step-looked_at = Regardé par quelqu’un
visit-step-passed_on = Transmis pour être retiré
visit-step-removed = Retiré
visit-step-here = on en est là
visit-step-done = fait
desk-h = De nous à vous
desk-question = Une question
desk-word = Un message
desk-answered = Vous avez répondu à cela. Merci.
desk-none = Nous n’avons pas de question pour vous maintenant.
ask-answer = Votre réponse
ask-answer-hint = Quelques mots suffisent. Si vous ne savez pas, écrivez-le. Ne cherchez pas davantage, s’il vous plaît.
send-answer = Envoyer la réponse
answer-arrived = Votre réponse est arrivée. Merci.
answer-gone = On a déjà répondu à cette question.
visit-close = Quand vous avez fini, quittez cette page. Personne ne peut la rouvrir sans les mots.

## Comment effacer la visite
left-title = Effacer votre visite
left-h = Comment effacer votre visite
left-why = Partir est rapide, mais cela n’efface pas cette visite du navigateur. Une personne qui utilise le même appareil pourrait voir que vous étiez ici. Elle ne peut pas voir ce que vous avez écrit.
left-do-h = Ce que vous pouvez faire
left-do-menu = Ouvrez le menu du navigateur et choisissez « Historique ». Sur un téléphone, il est souvent derrière trois points, trois traits ou un petit livre.
left-do-some = Effacez les lignes avec le nom de ce site. Si vous effacez tout, quelqu’un peut remarquer la liste vide.
left-do-close = Fermez cette fenêtre.
left-next-h = La prochaine fois
left-next-private = Ouvrez d’abord une fenêtre privée. On dit aussi navigation privée. Elle oublie ce que vous avez visité quand vous la fermez.
left-next-tor = Le navigateur Tor cache encore plus : aussi au réseau que vous utilisez.
left-next-other = Si quelqu’un surveille cet appareil, prenez-en un autre : dans une bibliothèque, à l’école ou chez un ami.
left-not = Votre école, votre travail ou votre fournisseur d’internet peuvent encore voir que ce site a été visité. Ils ne peuvent pas voir ce que vous avez écrit.

## Ce qui est gardé
kept-title = Ce que nous gardons
kept-h = Ce que nous gardons, et ce que nous ne gardons pas
kept-not-h = Nous ne gardons pas
kept-not-name = votre nom, sauf si vous l’écrivez dans le formulaire
kept-not-address = votre adresse sur le réseau, ni quel navigateur et quel appareil vous utilisez
kept-not-cookie = de cookies ni rien d’autre que nous mettrions dans votre navigateur
kept-not-minute = la minute de l’envoi du signalement : seulement l’heure
kept-not-before = ce que vous tapez sans l’envoyer
kept-yes-h = Nous gardons
kept-yes-report = ce que vous avez écrit et envoyé. C’est sous clé : qui vole nos données ne peut pas le lire sans notre clé
kept-yes-plain = pour trier le travail, sans clé : de quoi il s’agit, le pays, l’urgence, et où cela en est
kept-yes-receipt = une trace brouillée de votre reçu, dont on ne peut pas retrouver les mots
kept-flood = Pour que personne ne nous noie, le site compte ce qui vient de chaque réseau. Pour cela, il garde en mémoire une trace brouillée de votre adresse sur le réseau jusqu’à ce que le compte recommence, à peu près chaque heure. Elle n’est jamais notée.
kept-who-h = Qui peut le lire
kept-who-staff = Des personnes formées de { $organisation }. Chaque fois que quelqu’un ouvre un signalement, c’est noté.
kept-who-others = Pour que cela cesse, nous pouvons donner des adresses web et des noms d’utilisateur à l’entreprise qui les garde. Là où la loi le dit, ou pour protéger un enfant, nous pouvons prévenir la police.
kept-cannot-h = Ce que nous ne pouvons pas cacher
kept-cannot-history = L’historique du navigateur montre que vous étiez ici.
kept-cannot-network = Le réseau que vous utilisez peut voir le nom de ce site, mais pas ce que vous écrivez. Le navigateur Tor cache cela aussi.
kept-cannot-words = Si vous écrivez qui vous êtes, nous le savons. Écrivez seulement ce que vous voulez que nous sachions.

## Quand quelque chose ne marche pas
missing-title = Introuvable
missing-h = Cette page n’existe pas
missing-do = Il y a peut-être une faute dans l’adresse. Recommencez par la première page.
large-title = Trop long
large-h = C’était trop long à envoyer
large-do = Votre signalement n’a pas été envoyé. Revenez en arrière, raccourcissez-le et envoyez-le de nouveau. Si vous avez beaucoup à dire, envoyez-le en deux signalements.
broken-title = Quelque chose ne marche pas
broken-h = Quelque chose ne marche pas chez nous
broken-do = Ce n’est pas votre faute. Réessayez dans quelques minutes, s’il vous plaît.
method-title = Recommencer
method-h = Cette page ne peut pas être ouverte ainsi
method-do = Recommencez par la première page.
